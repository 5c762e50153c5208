package dev.varde.processor.diagnosis;

import java.util.List;

/// An exception, a panic or the like in a log.
///
/// @param type such as `KeyError`, `java.lang.IllegalStateException` or `panic`
/// @param from index of its first line in its file
/// @param after lines that follow it and look as if the program went on
/// @param last only an end of the program prints it so
/// @param oneRequest it belongs to one request, task or thread, which the program survives
record Trace(
        String type,
        String message,
        List<Line> lines,
        int from,
        int after,
        boolean last,
        boolean oneRequest) {
    Trace {
        lines = List.copyOf(lines);
    }

    /// The type without its package, and the message, as a sentence part.
    String inWords() {
        String name = type.substring(type.lastIndexOf('.') + 1);
        return message.isBlank() ? name : name + ": " + Say.cut(message, 160);
    }

    String text() {
        return String.join("\n", lines.stream().map(Line::text).toList());
    }
}

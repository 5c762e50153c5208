package dev.varde.processor.diagnosis;

import java.util.List;
import java.util.regex.Pattern;

/// An exception, a panic or the like in a log.
///
/// @param type such as `KeyError`, `java.lang.IllegalStateException` or `panic`
/// @param from index of its first line in its file
/// @param behind how many lines follow it in its file
/// @param after lines that follow it and look as if the program went on
/// @param last only an end of the program prints it so
/// @param oneRequest it belongs to one request, task or thread, which the program survives
record Trace(
        String type,
        String message,
        List<Line> lines,
        int from,
        int behind,
        int after,
        boolean last,
        boolean oneRequest) {
    private static final Pattern REFUSED =
            Pattern.compile("(?i)refused|timed out|timeout|unreachable|no route");

    Trace {
        lines = List.copyOf(lines);
    }

    /// Index behind its last line.
    int end() {
        return from + lines.size();
    }

    /// Whether it alone shows that the program ended: nothing but an end is printed so, or there is
    /// nothing else at all.
    ///
    /// @param size how many lines its file has
    boolean ends(int size) {
        boolean alone = after == 0 && from == 0 && end() >= size - 1;
        return !oneRequest && ((last || type.equals("panic")) ? after < 3 : alone);
    }

    /// Whether it says that nobody answered.
    boolean refused() {
        return Text.in(REFUSED, type + " " + message);
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

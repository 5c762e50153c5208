package dev.varde.events;

import java.util.List;

/// The last lines of one log, oldest first.
///
/// @param file path of the log, or the name of the stream
/// @param lines at most 50, each at most 4,096 characters, redacted
public record LogTail(String file, List<String> lines) {
    public LogTail {
        lines = List.copyOf(lines);
    }
}

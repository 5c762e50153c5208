package dev.varde.events;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Lines that matter.
public sealed interface LogFact extends Fact {
    enum LogKind {
        LINE,
        STACK_TRACE
    }

    /// @param file path of the log
    /// @param offset byte offset of the first line in the file it was read from
    /// @param lines at most 500 lines and 64 KiB, head and tail kept, redacted
    /// @param pid the process that wrote it, where the line says so
    record LogMatched(
            String file, long offset, LogKind kind, List<String> lines, @Nullable Integer pid)
            implements LogFact {
        public LogMatched {
            lines = List.copyOf(lines);
        }
    }
}

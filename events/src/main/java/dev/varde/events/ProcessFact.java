package dev.varde.events;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A service's processes coming and going.
public sealed interface ProcessFact extends Fact {
    /// `MAIN` has no parent in the service; all others are workers.
    enum Role {
        MAIN,
        WORKER
    }

    /// @param command the command line, redacted, at most 1,000 characters
    /// @param adopted it already ran when the collector first looked
    record ProcessStarted(
            ProcessKey process, Role role, String command, Instant startedAt, boolean adopted)
            implements ProcessFact {}

    /// @param resident last seen resident memory in bytes
    /// @param lastLogAt when one of the service's logs was last written to
    /// @param lastLines the last lines of each log
    /// @param remaining processes of the service that still live
    record ProcessExited(
            ProcessKey process,
            Role role,
            String command,
            Instant startedAt,
            ExitStatus exit,
            @Nullable Long resident,
            @Nullable Instant lastLogAt,
            List<LogTail> lastLines,
            int remaining)
            implements ProcessFact {
        public ProcessExited {
            lastLines = List.copyOf(lastLines);
        }
    }

    /// No process of the service was found for ten seconds since the collector began to look for
    /// it.
    ///
    /// @param lookedFor how it was looked for, such as `command: uvicorn app.main:app`
    record ProcessMissing(String lookedFor) implements ProcessFact {}
}

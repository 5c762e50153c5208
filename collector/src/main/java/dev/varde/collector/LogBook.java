package dev.varde.collector;

import dev.varde.events.LogTail;
import dev.varde.events.ServiceName;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The logs of the services, as a death needs them.
@FunctionalInterface
public interface LogBook {
    /// Reads the service's logs to their end now, puts what matters into the outbox, ends open
    /// stack traces, and returns the last lines.
    LastWords drain(ServiceName service);

    /// @param writtenAt when one of the logs was last written to
    record LastWords(List<LogTail> tails, @Nullable Instant writtenAt) {
        public LastWords {
            tails = List.copyOf(tails);
        }
    }
}

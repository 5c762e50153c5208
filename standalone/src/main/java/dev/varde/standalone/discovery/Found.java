package dev.varde.standalone.discovery;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Something that runs on this host and could be watched.
///
/// @param port where it listens; null for a unit that does not
/// @param pid null for a unit that does not run
/// @param command its short name (proc_pid_comm(5)) or its unit's, as it names itself
/// @param user whom it runs as
/// @param unit the service unit it belongs to, where it belongs to one of people's
/// @param logs files that it has open for writing
public record Found(
        @Nullable Integer port,
        @Nullable Integer pid,
        String command,
        String user,
        @Nullable String unit,
        List<Path> logs,
        Answer answer) {
    public Found {
        logs = List.copyOf(logs);
    }

    /// What answered at the port.
    public sealed interface Answer {
        /// @param path that answered with a status that is well
        record Http(String path) implements Answer {}

        record Postgres() implements Answer {}

        record Mysql() implements Answer {}

        record Redis() implements Answer {}

        /// It takes connections; what it speaks is not known.
        record Tcp() implements Answer {}

        record Nothing() implements Answer {}
    }
}

package dev.varde.collector.probe;

import dev.varde.events.ExitStatus;
import dev.varde.events.ProcessKey;
import java.util.Optional;

/// Says how a process that has ended did so.
@FunctionalInterface
interface ExitSource {
    /// Empty while it cannot be told. Once the process is gone from /proc nothing new will come.
    ///
    /// @param pidfd open descriptor of the process
    Optional<ExitStatus> of(ProcessKey process, int pidfd);
}

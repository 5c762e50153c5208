package dev.varde.events;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What a health check found. Sent on each change, on the first answer after a process start, and
/// on every failure up to the threshold; while nothing changes, once every 30 seconds.
public sealed interface HealthFact extends Fact {
    /// The check's name, unique in its service.
    String check();

    CheckKind kind();

    /// What was asked: a URL without credentials, or host:port.
    String target();

    /// How a check asks.
    enum CheckKind {
        HTTP,
        TCP,
        POSTGRES,
        MYSQL,
        REDIS,
        COMMAND,
        UNIT,
        PROCESS,
        PORT
    }

    /// How a check failed. `TIMEOUT` means connected or connecting without an answer in time;
    /// `STATUS` an answer with a failing status; `PROTOCOL` an answer that is not of the protocol.
    enum Failure {
        REFUSED,
        TIMEOUT,
        UNREACHABLE,
        STATUS,
        PROTOCOL,
        CLOSED,
        ERROR
    }

    /// Who listens on a port.
    record PortHolder(int pid, String command) {}

    record CheckPassed(String check, CheckKind kind, String target, Duration latency)
            implements HealthFact {}

    /// @param status the HTTP status or exit status, where there was one
    /// @param detail the error or the first part of the answer, redacted and cut
    /// @param consecutive failures in a row, this one included
    /// @param threshold failures in a row that make the service down
    /// @param holder who listens on the port that was asked, when it is not the service itself
    record CheckFailed(
            String check,
            CheckKind kind,
            String target,
            Failure failure,
            @Nullable Integer status,
            String detail,
            int consecutive,
            int threshold,
            Duration latency,
            @Nullable PortHolder holder)
            implements HealthFact {
        /// Whether the service counts as down by this check.
        public boolean down() {
            return consecutive >= threshold;
        }
    }
}

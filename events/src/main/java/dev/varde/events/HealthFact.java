package dev.varde.events;

import java.time.Duration;
import java.time.Instant;
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
        PORT,
        MONGODB
    }

    /// How a check failed. `TIMEOUT` means connected or connecting without an answer in time;
    /// `STATUS` an answer with a failing status; `PROTOCOL` an answer that is not of the protocol;
    /// `CERTIFICATE` one that is not trusted, is for another name or is past its date.
    enum Failure {
        REFUSED,
        TIMEOUT,
        UNREACHABLE,
        STATUS,
        PROTOCOL,
        CLOSED,
        ERROR,
        CERTIFICATE
    }

    /// Who listens on a port.
    record PortHolder(int pid, String command) {}

    /// @param certificateUntil when the server's certificate runs out, or null where it showed none
    record CheckPassed(
            String check,
            CheckKind kind,
            String target,
            Duration latency,
            @Nullable Instant certificateUntil)
            implements HealthFact {
        public CheckPassed(String check, CheckKind kind, String target, Duration latency) {
            this(check, kind, target, latency, null);
        }
    }

    /// @param status the HTTP status or exit status, where there was one
    /// @param detail the error or the first part of the answer, redacted and cut
    /// @param consecutive failures in a row, this one included; with `of`, failures among the last
    ///   `of` answers
    /// @param threshold how many of them make the service down
    /// @param holder who listens on the port that was asked, when it is not the service itself
    /// @param of how many of the last answers are counted, or null when only those in a row are
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
            @Nullable PortHolder holder,
            @Nullable Integer of)
            implements HealthFact {
        public CheckFailed(
                String check,
                CheckKind kind,
                String target,
                Failure failure,
                @Nullable Integer status,
                String detail,
                int consecutive,
                int threshold,
                Duration latency,
                @Nullable PortHolder holder) {
            this(
                    check,
                    kind,
                    target,
                    failure,
                    status,
                    detail,
                    consecutive,
                    threshold,
                    latency,
                    holder,
                    null);
        }

        /// The same, with the process that holds its port.
        public CheckFailed heldBy(@Nullable PortHolder process) {
            return new CheckFailed(
                    check,
                    kind,
                    target,
                    failure,
                    status,
                    detail,
                    consecutive,
                    threshold,
                    latency,
                    process,
                    of);
        }

        /// Whether the service counts as down by this check.
        public boolean down() {
            return consecutive >= threshold;
        }
    }
}

package dev.varde.processor.plan;

import dev.varde.events.HostName;
import dev.varde.events.ServiceName;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Something that people do to services on purpose, in a time of its own.
///
/// @param service null for all services, and for the host itself
/// @param host null for every host
/// @param until when it is over, whether somebody says so or not
public record Plan(
        Kind kind,
        @Nullable ServiceName service,
        @Nullable HostName host,
        Instant from,
        Instant until,
        String by,
        @Nullable String note) {
    /// A deploy whose end nobody tells is over after so long.
    public static final Duration LONGEST_DEPLOY = Duration.ofMinutes(30);

    /// What a plan does to a process may be seen a moment after it is said to be over.
    private static final Duration SLACK = Duration.ofSeconds(5);

    private static final int LONGEST_NOTE = 200;

    /// A deploy brings a service back changed, and one that then dies again and again is news. What
    /// is in maintenance is nobody's news.
    public enum Kind {
        DEPLOY,
        MAINTENANCE
    }

    public Plan {
        note =
                note == null || note.length() <= LONGEST_NOTE
                        ? note
                        : note.substring(0, LONGEST_NOTE) + "…";
    }

    /// Whether it is about a service on a host; without a service, about the host itself.
    public boolean concerns(@Nullable ServiceName what, HostName where) {
        return (service == null || service.equals(what)) && (host == null || host.equals(where));
    }

    public boolean covers(Instant time) {
        return !time.isBefore(from) && !time.isAfter(until.plus(SLACK));
    }

    Plan endedAt(Instant at) {
        return at.isBefore(until) && !at.isBefore(from)
                ? new Plan(kind, service, host, from, at, by, note)
                : this;
    }

    /// Whether a word about its end means it.
    boolean isOf(Kind other, @Nullable ServiceName what, @Nullable HostName where) {
        return kind == other
                && java.util.Objects.equals(service, what)
                && java.util.Objects.equals(host, where);
    }

    /// Such as `the deploy of kontali-backend (by kari, version 2.3)`.
    public String inWords() {
        String what =
                switch (kind) {
                    case DEPLOY -> "the deploy of " + service;
                    case MAINTENANCE ->
                            "the maintenance of " + (service == null ? "the host" : service);
                };
        return what + " (by " + by + (note == null ? "" : ", " + note) + ")";
    }
}

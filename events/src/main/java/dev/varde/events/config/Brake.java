package dev.varde.events.config;

import java.time.Duration;

/// When restarts of a service stop everywhere and a person is asked: what falls on many hosts at
/// once, or soon after a deploy, is no matter of one process.
///
/// @param hosts on so many the same cause stops them, at least 2; fewer do where they are more than
///   the share of `fleet`
/// @param within so short a time
/// @param deploy so long after a deploy of the service; zero for not at all
public record Brake(int hosts, Duration within, Duration deploy) {
    public static final Brake STANDARD =
            new Brake(3, Duration.ofMinutes(10), Duration.ofMinutes(15));

    public Brake {
        if (hosts < 2) {
            throw new IllegalArgumentException("one host is no fleet");
        }
    }
}

package dev.varde.collector;

import java.time.Duration;

/// Runs things again and again on a schedule of seconds; the Quarkus scheduler in the program, an
/// executor in tests.
@FunctionalInterface
public interface Ticker {
    /// @param interval whole seconds, at least one
    void every(String name, Duration interval, Runnable task);
}

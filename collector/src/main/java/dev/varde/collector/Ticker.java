package dev.varde.collector;

import java.time.Duration;

/// Runs things again and again on a schedule of seconds.
@FunctionalInterface
public interface Ticker {
    /// @param interval whole seconds, at least one
    void every(String name, Duration interval, Runnable task);
}

package dev.varde.collector.probe;

import java.time.Duration;

/// When checks are asked: at moments that those of one interval share, four in each interval and at
/// least four a second, so that one wake-up does for many. Each moment is put off by a random part
/// of up to a twentieth of the interval, the same for all, so that no check keeps step with
/// something else that happens regularly.
final class Moments {
    private static final int IN_AN_INTERVAL = 4;
    private static final long COARSEST = Duration.ofMillis(250).toNanos();
    private static final int PUT_OFF = 5;

    private Moments() {}

    /// The nearest one to a time, both as of [System#nanoTime()].
    ///
    /// @param every the interval, which decides how far apart the moments are
    static long nearest(long nanos, Duration every) {
        long grain = Math.max(1, Math.min(every.toNanos() / IN_AN_INTERVAL, COARSEST));
        long number = Math.floorDiv(nanos + grain / 2, grain);
        return number * grain + Math.floorMod(mixed(number), Math.max(1, grain / PUT_OFF));
    }

    /// The finalizer of SplitMix64 (Steele, Lea and Flood, 2014).
    private static long mixed(long number) {
        long z = (number ^ (number >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}

package dev.varde.collector.probe;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/// Reads the host's clocks together: the wall's, Java's, which is CLOCK_MONOTONIC, and
/// proc_uptime(5), which is CLOCK_BOOTTIME to a hundredth of a second.
final class HostClocks {
    /// Readings further apart than this are not of one moment.
    private static final Duration TOGETHER = Duration.ofMillis(50);

    private final String uptime;
    private final Figures figures = new Figures(64);

    HostClocks(Path proc) {
        uptime = proc + "/uptime";
    }

    /// Empty where this thread was held up between the readings, or there is no uptime.
    Optional<ClockWatch.Clocks> read() {
        long begun = System.nanoTime();
        Instant wall = Instant.now();
        OptionalDouble boot =
                figures.readAgain(uptime) ? figures.after("", "") : OptionalDouble.empty();
        long ended = System.nanoTime();
        if (boot.isEmpty() || ended - begun > TOGETHER.toNanos()) {
            return Optional.empty();
        }
        return Optional.of(
                new ClockWatch.Clocks(
                        Duration.ofSeconds(wall.getEpochSecond(), wall.getNano()),
                        Duration.ofMillis(Math.round(boot.getAsDouble() * 1000)),
                        Duration.ofNanos(begun)));
    }
}

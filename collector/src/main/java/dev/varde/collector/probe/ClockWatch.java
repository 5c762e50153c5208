package dev.varde.collector.probe;

import dev.varde.events.CollectorFact.ClockJumped;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Compares the host's clock with the time that went by, from one look to the next, so that the
/// slow steering of NTP (at most 0.5 ms a second) is no jump.
///
/// Time that goes by is CLOCK_BOOTTIME, which goes on while the host sleeps; what it is ahead of
/// CLOCK_MONOTONIC the host slept (clock_gettime(2)). A virtual machine that is paused from outside
/// sleeps by neither, and its clock jumps once it is set right. Pure.
final class ClockWatch {
    private static final Duration JUMP = Duration.ofMillis(250);
    private static final Duration SLEEP = Duration.ofSeconds(1);

    /// The clocks at one moment.
    ///
    /// @param wall since 1970
    /// @param boot since the boot, sleep included
    /// @param monotonic since some moment, sleep left out
    record Clocks(Duration wall, Duration boot, Duration monotonic) {}

    private @Nullable Clocks before;

    Optional<ClockJumped> look(Clocks now) {
        Clocks last = before;
        before = now;
        if (last == null) {
            return Optional.empty();
        }
        Duration passed = now.boot().minus(last.boot());
        Duration by = now.wall().minus(last.wall()).minus(passed);
        Duration slept = passed.minus(now.monotonic().minus(last.monotonic()));
        boolean jumped = by.abs().compareTo(JUMP) >= 0;
        boolean woke = slept.compareTo(SLEEP) >= 0;
        return jumped || woke
                ? Optional.of(
                        new ClockJumped(jumped ? by : Duration.ZERO, woke ? slept : Duration.ZERO))
                : Optional.empty();
    }
}

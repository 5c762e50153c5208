package dev.varde.processor.topology;

import dev.varde.events.CollectorFact.Heartbeat;
import dev.varde.events.HostEvent;
import dev.varde.events.HostName;
import dev.varde.processor.watch.Beside;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/// The clocks of one partition's hosts.
final class Clocks {
    private final ProcessorLog log;
    private final Function<HostName, Instant> kept;
    private final Map<HostName, HostClock> clocks = new HashMap<>();
    private final Map<HostName, Skew> skews = new HashMap<>();

    /// @param kept when a host was last heard, as far as is kept
    Clocks(ProcessorLog log, Function<HostName, Instant> kept) {
        this.log = log;
        this.kept = kept;
    }

    /// @param seen when the event reached Kafka
    /// @return now, on the host's clock
    Instant heard(HostEvent event, Instant seen, Instant wall) {
        boolean prompt = event.fact() instanceof Heartbeat;
        HostClock clock =
                clocks.getOrDefault(event.host(), new HostClock(event.time(), wall))
                        .heard(event.time(), wall, prompt);
        clocks.put(event.host(), clock);
        if (prompt) {
            compare(event, seen);
        }
        return clock.now(wall);
    }

    private void compare(HostEvent event, Instant seen) {
        Duration before = ahead(event.host());
        Skew skew = skews.getOrDefault(event.host(), Skew.UNKNOWN).heard(event.time(), seen);
        skews.put(event.host(), skew);
        if (before.isZero() && !ahead(event.host()).isZero()) {
            log.clockOff(event.host(), ahead(event.host()));
        }
    }

    /// How far a host's clock is ahead of the broker's; zero while they agree.
    Duration ahead(HostName host) {
        Duration ahead = skews.getOrDefault(host, Skew.UNKNOWN).ahead();
        return ahead.abs().compareTo(Beside.AGREEING) > 0 ? ahead : Duration.ZERO;
    }

    /// One that is only known from what was kept has been unheard since it is first asked for.
    HostClock of(HostName host, Instant wall) {
        return clocks.computeIfAbsent(host, h -> new HostClock(kept.apply(h), wall));
    }
}

package dev.varde.processor;

import dev.varde.events.EventId;
import dev.varde.events.Fact;
import dev.varde.events.HostEvent;
import dev.varde.events.HostName;
import dev.varde.events.InstanceId;
import dev.varde.events.ServiceName;
import dev.varde.events.config.Configuration;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// The people and places of the tests.
public final class Cast {
    public static final HostName WEB_1 = new HostName("web-1");
    public static final ServiceName KONTALI = new ServiceName("kontali-backend");
    public static final ServiceName POSTGRES = new ServiceName("postgres");
    public static final InstanceId KONTALI_ON_WEB_1 = new InstanceId(KONTALI, WEB_1);
    public static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
    public static final Duration STABLE = Duration.ofSeconds(30);

    private static final AtomicLong SEQ = new AtomicLong();

    private Cast() {}

    public static Configuration configuration() {
        return new Configuration(
                new Configuration.Host(WEB_1, Map.of()),
                null,
                List.of(),
                new Configuration.RedFlags(500L << 20, 0.9, true),
                null,
                List.of(),
                List.of(),
                new Configuration.Restarts(
                        List.of(Duration.ofSeconds(10)),
                        3,
                        Duration.ofMinutes(10),
                        10,
                        0.2,
                        STABLE));
    }

    /// An event of KONTALI, so many seconds after NOON, with the next number.
    public static HostEvent kontali(double seconds, Fact fact) {
        return event(seconds, KONTALI, fact);
    }

    public static HostEvent host(double seconds, Fact fact) {
        return event(seconds, null, fact);
    }

    public static HostEvent event(double seconds, @Nullable ServiceName service, Fact fact) {
        long seq = SEQ.incrementAndGet();
        return new HostEvent(
                new EventId("e" + seq), at(seconds), WEB_1, "run-1", seq, service, fact);
    }

    public static Instant at(double seconds) {
        return NOON.plusMillis((long) (seconds * 1000));
    }
}

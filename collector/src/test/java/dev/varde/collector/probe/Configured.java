package dev.varde.collector.probe;

import dev.varde.events.HealthFact.CheckKind;
import dev.varde.events.HostName;
import dev.varde.events.ServiceName;
import dev.varde.events.config.Configuration;
import dev.varde.events.config.Configuration.Check;
import dev.varde.events.config.Configuration.Host;
import dev.varde.events.config.Configuration.ProcessMatch;
import dev.varde.events.config.Configuration.RedFlags;
import dev.varde.events.config.Configuration.Restarts;
import dev.varde.events.config.Configuration.Service;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Configurations as the tests need them.
public final class Configured {
    public static final ServiceName KONTALI = new ServiceName("kontali");

    private Configured() {}

    public static Configuration of(Service... services) {
        return new Configuration(
                new Host(new HostName("web-1"), Map.of()),
                null,
                List.of(services),
                new RedFlags(500L << 20, 0.9, true),
                null,
                List.of(),
                List.of(),
                new Restarts(
                        List.of(Duration.ofSeconds(10)),
                        3,
                        Duration.ofMinutes(10),
                        10,
                        0.2,
                        Duration.ofSeconds(30)));
    }

    public static Service kontali(@Nullable ProcessMatch process, Check... checks) {
        return service(KONTALI, process, List.of(), checks);
    }

    public static Service service(
            ServiceName name, @Nullable ProcessMatch process, List<String> logs, Check... checks) {
        return new Service(name, Map.of(), process, List.of(checks), logs, List.of(), null);
    }

    public static Check check(CheckKind kind, String target) {
        return new Check(
                kind.name().toLowerCase(java.util.Locale.ROOT),
                kind,
                target,
                List.of(),
                Duration.ofMillis(200),
                Duration.ofMillis(500),
                2);
    }
}

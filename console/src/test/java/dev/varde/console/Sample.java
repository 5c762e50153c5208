package dev.varde.console;

import dev.varde.events.CollectorFact;
import dev.varde.events.EventId;
import dev.varde.events.ExitStatus;
import dev.varde.events.Fact;
import dev.varde.events.HealthFact;
import dev.varde.events.HealthFact.CheckKind;
import dev.varde.events.HostEvent;
import dev.varde.events.HostName;
import dev.varde.events.ProcessFact;
import dev.varde.events.ProcessFact.Role;
import dev.varde.events.ProcessKey;
import dev.varde.events.ResourceFact;
import dev.varde.events.ServiceName;
import dev.varde.events.config.Configuration;
import dev.varde.events.config.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// A small named cast: WEB_1 with KONTALI and its database, at NOON; and what is seen of them.
public final class Sample {
    public static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    public static final HostName WEB_1 = new HostName("web-1");
    public static final ServiceName KONTALI = new ServiceName("kontali-backend");
    public static final ServiceName POSTGRES = new ServiceName("postgres");
    private static final AtomicLong SEQ = new AtomicLong();
    private static final long MIB = 1 << 20;
    private static final long GIB = 1 << 30;

    private Sample() {}

    public static HostEvent event(Instant time, @Nullable ServiceName service, Fact fact) {
        return event(WEB_1, time, service, fact);
    }

    public static HostEvent event(
            HostName host, Instant time, @Nullable ServiceName service, Fact fact) {
        long seq = SEQ.incrementAndGet();
        return new HostEvent(new EventId("e" + seq), time, host, "run-1", seq, service, fact);
    }

    public static CollectorFact.CollectorStarted started(ServiceName... services) {
        return new CollectorFact.CollectorStarted(
                "0.1.0",
                "boot-1",
                "6.12.9-amd64",
                2,
                2 * GIB,
                0,
                Map.of("environment", "production"),
                List.of(services));
    }

    public static CollectorFact.ServiceDeclared declared(List<String> checks, boolean process) {
        return new CollectorFact.ServiceDeclared(
                Map.of("team", "erp"), List.of(), process, checks, "unit kontali.service", false);
    }

    public static HealthFact.CheckPassed passed(String check) {
        return new HealthFact.CheckPassed(
                check, CheckKind.HTTP, "http://127.0.0.1:8000/health", Duration.ofMillis(3));
    }

    public static HealthFact.CheckFailed failed(String check, int consecutive, String detail) {
        return new HealthFact.CheckFailed(
                check,
                CheckKind.HTTP,
                "http://127.0.0.1:8000/health",
                HealthFact.Failure.REFUSED,
                null,
                detail,
                consecutive,
                2,
                Duration.ofMillis(1),
                null);
    }

    public static ProcessFact.ProcessStarted processStarted(int pid, Instant at) {
        return new ProcessFact.ProcessStarted(
                new ProcessKey(pid, 100L + pid), Role.MAIN, "python3 -m uvicorn", at, false);
    }

    public static ProcessFact.ProcessExited processExited(int pid, ExitStatus how) {
        return new ProcessFact.ProcessExited(
                new ProcessKey(pid, 100L + pid),
                Role.MAIN,
                "python3 -m uvicorn",
                NOON.minusSeconds(100),
                how,
                1_900 * MIB,
                null,
                List.of(),
                0);
    }

    public static ResourceFact.ServiceMemorySampled memory(long resident) {
        return new ResourceFact.ServiceMemorySampled(resident, 0, 2 * GIB, 3, 12, 40, 1024L);
    }

    public static ResourceFact.HostMemorySampled hostMemory() {
        return new ResourceFact.HostMemorySampled(2 * GIB, 640 * MIB, 0, 0, 1.5);
    }

    public static ResourceFact.DiskSampled disk(String mount, double used) {
        long total = 40 * GIB;
        return new ResourceFact.DiskSampled(
                mount, "/dev/vda1", total, (long) (total * (1 - used)), 1000, 900, false);
    }

    public static Configuration configuration() {
        return new Configuration(
                new Configuration.Host(WEB_1, Map.of()),
                null,
                List.of(),
                new Configuration.RedFlags(500 * MIB, 0.9, true),
                null,
                List.of(
                        new Configuration.Receiver(
                                "ops",
                                new Configuration.MailTarget(List.of("ops@example.com")),
                                null),
                        new Configuration.Receiver(
                                "hook",
                                null,
                                new Configuration.WebhookTarget(
                                        new Secret("https://hooks.example.com/t0ken"),
                                        null,
                                        Configuration.Format.VARDE,
                                        false))),
                List.of(),
                new Configuration.Restarts(
                        List.of(Duration.ofSeconds(10)),
                        3,
                        Duration.ofMinutes(10),
                        10,
                        0.2,
                        Duration.ofSeconds(30)));
    }

    /// The same, with an address by which people reach the page.
    public static Configuration reachedBy(String url) {
        Configuration c = configuration();
        return new Configuration(
                c.host(),
                c.kafka(),
                c.services(),
                c.redFlags(),
                c.mail(),
                c.receivers(),
                c.routes(),
                c.restarts(),
                c.redaction(),
                c.maintenance(),
                c.rules(),
                new Configuration.Page(url),
                c.times(),
                c.fallback(),
                c.orders());
    }
}

package dev.varde.notifier;

import dev.varde.events.Cause;
import dev.varde.events.Confidence;
import dev.varde.events.HostName;
import dev.varde.events.Incident;
import dev.varde.events.Incident.Change;
import dev.varde.events.IncidentId;
import dev.varde.events.IncidentState;
import dev.varde.events.LogTail;
import dev.varde.events.Phase;
import dev.varde.events.ServiceName;
import dev.varde.events.Severity;
import dev.varde.events.config.Configuration;
import dev.varde.events.config.Configuration.Format;
import dev.varde.events.config.Configuration.MailTarget;
import dev.varde.events.config.Configuration.Receiver;
import dev.varde.events.config.Configuration.Route;
import dev.varde.events.config.Configuration.WebhookTarget;
import dev.varde.events.config.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The named cast of the notifier's tests.
public final class Cast {
    public static final HostName WEB_1 = new HostName("web-1");
    public static final ServiceName KONTALI = new ServiceName("kontali-backend");
    public static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
    public static final Secret SECRET = new Secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    public static final Configuration.Restarts RESTARTS =
            new Configuration.Restarts(
                    List.of(Duration.ofSeconds(10), Duration.ofSeconds(20)),
                    3,
                    Duration.ofMinutes(10),
                    10,
                    0.2,
                    Duration.ofSeconds(30));

    private Cast() {}

    public static Configuration.Restarts limits(int max, Duration within) {
        return new Configuration.Restarts(
                List.of(Duration.ofSeconds(10)), max, within, 100, 0.2, Duration.ofSeconds(30));
    }

    public static Receiver mail(String name) {
        return new Receiver(name, new MailTarget(List.of(name + "@example.com")), null);
    }

    public static Receiver hook(String name, String url) {
        return hook(name, url, Format.VARDE);
    }

    public static Receiver hook(String name, String url, Format format) {
        return new Receiver(name, null, new WebhookTarget(new Secret(url), SECRET, format, true));
    }

    public static Configuration configuration(List<Receiver> receivers, List<Route> routes) {
        return configuration(receivers, routes, RESTARTS);
    }

    public static Configuration configuration(
            List<Receiver> receivers, List<Route> routes, Configuration.Restarts restarts) {
        return new Configuration(
                new Configuration.Host(WEB_1, Map.of()),
                null,
                List.of(),
                new Configuration.RedFlags(500L << 20, 0.9, true),
                new Configuration.Mail(
                        "localhost", 25, Configuration.Tls.NONE, "varde@example.com", null, null),
                receivers,
                routes,
                restarts);
    }

    /// An incident about kontali-backend on web-1 that opened at noon.
    public static IncidentBuilder incident(String id) {
        return new IncidentBuilder(id);
    }

    /// Changes one thing and keeps the others.
    public static final class IncidentBuilder {
        private final String id;
        private int revision = 1;
        private Change change = Change.OPENED;
        private IncidentState state = IncidentState.OPEN;
        private Severity severity = Severity.CRITICAL;
        private @Nullable ServiceName service = KONTALI;
        private Map<String, String> labels = Map.of("environment", "production");
        private Cause cause = Cause.OOM_KILL;
        private String summary = "kontali-backend on web-1 was killed by the kernel: out of memory";
        private List<Incident.Evidence> evidence =
                List.of(
                        new Incident.Evidence(
                                null,
                                NOON,
                                "kernel",
                                "Out of memory: Killed process 12 (python3)"));
        private List<Incident.Advice> advice =
                List.of(
                        new Incident.Advice(
                                "Give the host swap",
                                List.of("fallocate -l 2G /swapfile"),
                                "none"));
        private List<Incident.Restart> restarts = List.of();
        private List<LogTail> lastLines = List.of(new LogTail("/var/log/k.log", List.of("bye")));
        private Incident.@Nullable Acknowledgement acknowledged;
        private boolean restartable;
        private @Nullable Phase phase;
        private @Nullable IncidentId parent;
        private Instant at = NOON;
        private Incident.@Nullable Recurrence seen;
        private HostName host = WEB_1;
        private Incident.@Nullable Fingerprint fingerprint;
        private Incident.@Nullable Around around;
        private @Nullable Instant recovered;

        private IncidentBuilder(String id) {
            this.id = id;
        }

        public IncidentBuilder revision(int value, Change what, IncidentState now) {
            revision = value;
            change = what;
            state = now;
            return this;
        }

        public IncidentBuilder parent(@Nullable String value) {
            parent = value == null ? null : new IncidentId(value);
            return this;
        }

        public IncidentBuilder severity(Severity value) {
            severity = value;
            return this;
        }

        public IncidentBuilder service(@Nullable ServiceName value) {
            service = value;
            return this;
        }

        public IncidentBuilder labels(Map<String, String> value) {
            labels = value;
            return this;
        }

        public IncidentBuilder cause(Cause value) {
            cause = value;
            return this;
        }

        public IncidentBuilder phase(Phase value) {
            phase = value;
            return this;
        }

        public IncidentBuilder summary(String value) {
            summary = value;
            return this;
        }

        public IncidentBuilder evidence(String... texts) {
            evidence =
                    java.util.Arrays.stream(texts)
                            .map(t -> new Incident.Evidence(null, NOON, "log", t))
                            .toList();
            return this;
        }

        public IncidentBuilder advice(List<Incident.Advice> value) {
            advice = value;
            return this;
        }

        public IncidentBuilder restarts(List<Incident.Restart> value) {
            restarts = value;
            return this;
        }

        public IncidentBuilder lastLines(String... lines) {
            lastLines = List.of(new LogTail("/var/log/k.log", List.of(lines)));
            return this;
        }

        public IncidentBuilder acknowledged(@Nullable String note) {
            acknowledged = new Incident.Acknowledgement("kari", NOON, note);
            return this;
        }

        public IncidentBuilder restartable() {
            restartable = true;
            return this;
        }

        public IncidentBuilder seen(Incident.Recurrence value) {
            seen = value;
            return this;
        }

        public IncidentBuilder host(String value) {
            host = new HostName(value);
            return this;
        }

        public IncidentBuilder fingerprint(String hash) {
            fingerprint = new Incident.Fingerprint(hash, "frames");
            return this;
        }

        public IncidentBuilder around(int instances, @Nullable Instant back, String... down) {
            around = new Incident.Around(instances, List.of(down), back);
            return this;
        }

        public IncidentBuilder recovered(Instant value) {
            recovered = value;
            return this;
        }

        public IncidentBuilder at(Instant value) {
            at = value;
            return this;
        }

        public Incident build() {
            boolean resolved = state == IncidentState.RESOLVED;
            return new Incident(
                    new IncidentId(id),
                    revision,
                    change,
                    state,
                    severity,
                    service,
                    host,
                    labels,
                    cause,
                    Confidence.CERTAIN,
                    phase,
                    summary,
                    new Incident.Times(
                            at.minusSeconds(2),
                            at,
                            at,
                            at,
                            null,
                            recovered,
                            resolved ? at.plusSeconds(40) : null),
                    evidence,
                    List.of(),
                    advice,
                    restarts,
                    1,
                    List.of(),
                    parent,
                    acknowledged,
                    restartable,
                    null,
                    List.of(
                            new Incident.MemoryPoint(at.minusSeconds(60), 1L << 30),
                            new Incident.MemoryPoint(at, 2L << 30)),
                    lastLines,
                    List.of(new Incident.TimelineEntry(at, "it died")),
                    fingerprint,
                    seen,
                    around);
        }
    }
}

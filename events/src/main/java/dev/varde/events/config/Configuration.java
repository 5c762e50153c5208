package dev.varde.events.config;

import dev.varde.events.HealthFact.CheckKind;
import dev.varde.events.HostName;
import dev.varde.events.ServiceName;
import dev.varde.events.pattern.SafePattern;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The whole configuration file; each program reads its part.
///
/// @param kafka null means the embedded broker, which only `varde up` and `varde demo` have
public record Configuration(
        Host host,
        @Nullable Kafka kafka,
        List<Service> services,
        RedFlags redFlags,
        @Nullable Mail mail,
        List<Receiver> receivers,
        List<Route> routes,
        Restarts restarts,
        Redaction redaction) {
    public Configuration {
        services = List.copyOf(services);
        receivers = List.copyOf(receivers);
        routes = List.copyOf(routes);
    }

    /// With the redaction that holds unless told otherwise.
    public Configuration(
            Host host,
            @Nullable Kafka kafka,
            List<Service> services,
            RedFlags redFlags,
            @Nullable Mail mail,
            List<Receiver> receivers,
            List<Route> routes,
            Restarts restarts) {
        this(
                host,
                kafka,
                services,
                redFlags,
                mail,
                receivers,
                routes,
                restarts,
                Redaction.STANDARD);
    }

    public record Host(HostName name, Map<String, String> labels) {
        public Host {
            labels = Map.copyOf(labels);
        }
    }

    /// @param bootstrapServers host:port, separated by commas
    public record Kafka(String bootstrapServers) {}

    /// @param labels the service's own labels, without the host's
    /// @param process null when only its health is watched
    /// @param logs paths and globs
    public record Service(
            ServiceName name,
            Map<String, String> labels,
            @Nullable ProcessMatch process,
            List<Check> health,
            List<String> logs,
            List<ServiceName> needs,
            @Nullable RestartAction restart) {
        public Service {
            labels = Map.copyOf(labels);
            health = List.copyOf(health);
            logs = List.copyOf(logs);
            needs = List.copyOf(needs);
        }
    }

    /// How a service's processes are found.
    public sealed interface ProcessMatch {
        record ByUnit(String unit) implements ProcessMatch {}

        /// The text occurs in the command line, arguments joined by one blank.
        record ByCommand(String text) implements ProcessMatch {}

        record ByPidFile(Path file) implements ProcessMatch {}

        /// Whoever listens on this TCP port.
        record ByPort(int port) implements ProcessMatch {}
    }

    /// @param name unique in its service; the kind, with a number from 2 when there are several of
    ///   a kind
    /// @param target a URL for HTTP, host:port for TCP, PostgreSQL, MySQL and Redis, the command
    ///   line for a command
    /// @param argv the command of a command check, else empty
    /// @param failures failures in a row that make the service down, at least 1
    public record Check(
            String name,
            CheckKind kind,
            String target,
            List<String> argv,
            Duration every,
            Duration timeout,
            int failures) {
        public Check {
            argv = List.copyOf(argv);
        }
    }

    /// The one action by which a collector restarts a service.
    public sealed interface RestartAction {
        record RestartUnit(String unit) implements RestartAction {}

        /// @param argv run as it stands, never through a shell
        record RunCommand(List<String> argv) implements RestartAction {
            public RunCommand {
                argv = List.copyOf(argv);
            }
        }
    }

    /// @param memoryAvailable bytes of available memory under which the host is warned about
    /// @param diskUsed share, 0 to 1, over which a file system is warned about
    /// @param swapExpected warn when the host has no swap
    public record RedFlags(long memoryAvailable, double diskUsed, boolean swapExpected) {}

    public enum Tls {
        STARTTLS,
        TLS,
        NONE
    }

    public record Mail(
            String host,
            int port,
            Tls tls,
            String from,
            @Nullable String username,
            @Nullable Secret password) {}

    /// @param mail addresses, or null
    public record Receiver(
            String name, @Nullable MailTarget mail, @Nullable WebhookTarget webhook) {}

    public record MailTarget(List<String> to) {
        public MailTarget {
            to = List.copyOf(to);
        }
    }

    public enum Format {
        VARDE,
        ALERTMANAGER,
        SLACK,
        CLOUDEVENTS
    }

    /// @param url a credential in itself, where services put a token into it
    /// @param secret `whsec_` and base64, or null for no signature
    /// @param allowPrivate permits loopback and private addresses
    public record WebhookTarget(
            Secret url, @Nullable Secret secret, Format format, boolean allowPrivate) {}

    /// The first route that matches decides.
    ///
    /// @param matchers label, `cause`, `severity`, `service`, `host` or `state` to the values it
    ///   may have; all must match
    public record Route(
            Map<String, List<String>> matchers,
            List<String> to,
            List<String> groupBy,
            @Nullable Duration repeat) {
        public Route {
            matchers = Map.copyOf(matchers);
            to = List.copyOf(to);
            groupBy = List.copyOf(groupBy);
        }
    }

    /// @param backoff waits before the second, third … restart; the first is at once, the last wait
    ///   repeats
    /// @param max restarts of one instance within `within`
    /// @param fleet share, 0 to 1, of a service's instances that may restart at once
    /// @param stable how long it must stay healthy until the incident is resolved
    public record Restarts(
            List<Duration> backoff,
            int max,
            Duration within,
            int perDay,
            double fleet,
            Duration stable) {
        public Restarts {
            backoff = List.copyOf(backoff);
        }
    }

    /// What is hidden beside the secrets that are always hidden.
    ///
    /// @param patterns of one's own; the first group is hidden, or the whole where there is none
    /// @param keep what would be hidden and is one of these as a whole stays
    /// @param nationalIds national identity numbers of Norway
    /// @param cards numbers of payment cards
    public record Redaction(
            List<OwnPattern> patterns, List<SafePattern> keep, boolean nationalIds, boolean cards) {
        public static final Redaction STANDARD = new Redaction(List.of(), List.of(), true, true);

        public Redaction {
            patterns = List.copyOf(patterns);
            keep = List.copyOf(keep);
        }
    }

    public record OwnPattern(String name, SafePattern pattern) {}
}

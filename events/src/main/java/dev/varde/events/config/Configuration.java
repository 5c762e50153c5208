package dev.varde.events.config;

import dev.varde.events.Cause;
import dev.varde.events.HealthFact.CheckKind;
import dev.varde.events.HostName;
import dev.varde.events.Incident.Advice;
import dev.varde.events.ListsByName;
import dev.varde.events.ServiceName;
import dev.varde.events.Severity;
import dev.varde.events.Weekly;
import dev.varde.events.pattern.SafePattern;
import dev.varde.events.sign.TrustedKeys;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The whole configuration file; each program reads its part.
///
/// @param kafka null means the embedded broker, which only `varde up` and `varde demo` have
/// @param console null means that messages cannot lead to the page
/// @param fallback the receiver that is told of what no route matches, or null
/// @param canary how often a sign of life goes the whole way of an incident, or null for never
public record Configuration(
        Host host,
        @Nullable Kafka kafka,
        List<Service> services,
        RedFlags redFlags,
        @Nullable Mail mail,
        List<Receiver> receivers,
        List<Route> routes,
        Restarts restarts,
        Redaction redaction,
        List<Maintenance> maintenance,
        List<OwnRule> rules,
        @Nullable Page console,
        List<TimeWindow> times,
        @Nullable String fallback,
        Orders orders,
        @Nullable Duration canary) {
    /// How often the canary is lit unless told otherwise.
    public static final Duration CANARY = Duration.ofMinutes(1);

    public Configuration {
        services = List.copyOf(services);
        receivers = List.copyOf(receivers);
        routes = List.copyOf(routes);
        maintenance = List.copyOf(maintenance);
        rules = List.copyOf(rules);
        times = List.copyOf(times);
    }

    /// With the canary that is lit unless told otherwise.
    public Configuration(
            Host host,
            @Nullable Kafka kafka,
            List<Service> services,
            RedFlags redFlags,
            @Nullable Mail mail,
            List<Receiver> receivers,
            List<Route> routes,
            Restarts restarts,
            Redaction redaction,
            List<Maintenance> maintenance,
            List<OwnRule> rules,
            @Nullable Page console,
            List<TimeWindow> times,
            @Nullable String fallback,
            Orders orders) {
        this(
                host,
                kafka,
                services,
                redFlags,
                mail,
                receivers,
                routes,
                restarts,
                redaction,
                maintenance,
                rules,
                console,
                times,
                fallback,
                orders,
                CANARY);
    }

    /// Without a page that messages lead to, windows of time, a receiver for what no route matches,
    /// keys of orders, and a canary.
    public Configuration(
            Host host,
            @Nullable Kafka kafka,
            List<Service> services,
            RedFlags redFlags,
            @Nullable Mail mail,
            List<Receiver> receivers,
            List<Route> routes,
            Restarts restarts,
            Redaction redaction,
            List<Maintenance> maintenance,
            List<OwnRule> rules) {
        this(
                host,
                kafka,
                services,
                redFlags,
                mail,
                receivers,
                routes,
                restarts,
                redaction,
                maintenance,
                rules,
                null,
                List.of(),
                null,
                Orders.USUAL,
                null);
    }

    /// Without maintenance and without rules of one's own.
    public Configuration(
            Host host,
            @Nullable Kafka kafka,
            List<Service> services,
            RedFlags redFlags,
            @Nullable Mail mail,
            List<Receiver> receivers,
            List<Route> routes,
            Restarts restarts,
            Redaction redaction) {
        this(
                host, kafka, services, redFlags, mail, receivers, routes, restarts, redaction,
                List.of(), List.of());
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

    /// @param http where the collector shows its health and metrics; null for nowhere
    public record Host(HostName name, Map<String, String> labels, @Nullable Listen http) {
        public Host {
            labels = Map.copyOf(labels);
        }

        public Host(HostName name, Map<String, String> labels) {
            this(name, labels, null);
        }
    }

    /// An address to listen on.
    ///
    /// @param port 0 for any free one
    public record Listen(String host, int port) {}

    /// @param bootstrapServers host:port, separated by commas
    public record Kafka(String bootstrapServers) {}

    /// @param labels the service's own labels, without the host's
    /// @param process null when only its health is watched
    /// @param logs paths and globs
    /// @param journals units whose lines in systemd's journal are read as a log
    public record Service(
            ServiceName name,
            Map<String, String> labels,
            @Nullable ProcessMatch process,
            List<Check> health,
            List<String> logs,
            List<ServiceName> needs,
            @Nullable RestartAction restart,
            List<String> journals) {
        public Service {
            labels = Map.copyOf(labels);
            health = List.copyOf(health);
            logs = List.copyOf(logs);
            needs = List.copyOf(needs);
            journals = List.copyOf(journals);
        }

        /// A service that is not logged in the journal.
        public Service(
                ServiceName name,
                Map<String, String> labels,
                @Nullable ProcessMatch process,
                List<Check> health,
                List<String> logs,
                List<ServiceName> needs,
                @Nullable RestartAction restart) {
            this(name, labels, process, health, logs, needs, restart, List.of());
        }

        /// The systemd unit that it is found by, or else restarted by.
        public Optional<String> unit() {
            return unitOf(process, restart);
        }

        static Optional<String> unitOf(
                @Nullable ProcessMatch process, @Nullable RestartAction restart) {
            if (process instanceof ProcessMatch.ByUnit(String unit)) {
                return Optional.of(unit);
            }
            return restart instanceof RestartAction.RestartUnit(String unit)
                    ? Optional.of(unit)
                    : Optional.empty();
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
    /// @param target a URL for HTTP, host:port for TCP and databases, the command line for a
    ///   command, the unit's name for a unit, the number for a port
    /// @param argv the command of a command check, else empty
    /// @param failures how many make the service down, at least 1: in a row, or with `of` among the
    ///   last answers
    /// @param of how many of the last answers count, `failures` to 60, or null for those in a row
    /// @param http what is asked and expected by HTTP, or null for the usual
    public record Check(
            String name,
            CheckKind kind,
            String target,
            List<String> argv,
            Duration every,
            Duration timeout,
            int failures,
            @Nullable Integer of,
            @Nullable HttpTerms http) {
        public static final int MOST_OF = 60;

        public Check {
            argv = List.copyOf(argv);
        }

        public Check(
                String name,
                CheckKind kind,
                String target,
                List<String> argv,
                Duration every,
                Duration timeout,
                int failures) {
            this(name, kind, target, argv, every, timeout, failures, null, null);
        }
    }

    /// How an HTTP check asks and what it takes for well.
    ///
    /// @param headers sent with the request; their values may be secrets
    /// @param status what is well; 200 to 399 where the list is empty
    /// @param redirects how many may be followed, on the same host only; 0 to 5
    public record HttpTerms(
            Method method,
            Map<String, Secret> headers,
            List<StatusRange> status,
            @Nullable BodyTerm body,
            int redirects,
            Trust trust) {
        public static final HttpTerms USUAL =
                new HttpTerms(
                        Method.GET, Map.of(), List.of(), null, 0, new Trust.KnownAuthorities());

        public HttpTerms {
            headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
            status = List.copyOf(status);
        }

        /// Whether an answer with this status is well.
        public boolean expects(int code) {
            return status.isEmpty()
                    ? code >= 200 && code < 400
                    : status.stream().anyMatch(r -> r.from() <= code && code <= r.to());
        }
    }

    public enum Method {
        GET,
        HEAD
    }

    /// HTTP statuses, both ends included.
    public record StatusRange(int from, int to) {}

    /// What must stand in the first 64 KiB of the body.
    public sealed interface BodyTerm {
        record Contains(String text) implements BodyTerm {}

        /// @param pattern of `java.util.regex`, found anywhere
        record Matches(String pattern) implements BodyTerm {}
    }

    /// Which certificates are good enough.
    public sealed interface Trust {
        /// Those of the authorities that the Java runtime knows.
        record KnownAuthorities() implements Trust {}

        /// One that is signed by itself, whatever name it bears.
        record SelfSigned() implements Trust {}

        /// Those of the authorities in a PEM file.
        record Authority(Path file) implements Trust {}
    }

    /// The one action by which a collector restarts a service.
    public sealed interface RestartAction {
        record RestartUnit(String unit) implements RestartAction {}

        /// @param name of a container of this host's Docker, or of Podman where there is no Docker
        record RestartContainer(String name) implements RestartAction {}

        /// @param name of a program of supervisord, `program` or `group:program`
        record RestartProgram(String name) implements RestartAction {}

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
    /// @param flappingJoined what falls and rises again and again is one incident
    public record RedFlags(
            long memoryAvailable, double diskUsed, boolean swapExpected, boolean flappingJoined) {
        public RedFlags(long memoryAvailable, double diskUsed, boolean swapExpected) {
            this(memoryAvailable, diskUsed, swapExpected, true);
        }
    }

    public enum Tls {
        STARTTLS,
        TLS,
        NONE
    }

    /// @param bounce where the mail servers' own replies go, or null for the sender
    public record Mail(
            String host,
            int port,
            Tls tls,
            String from,
            @Nullable String username,
            @Nullable Secret password,
            @Nullable String bounce,
            MailTemplates templates) {
        public Mail(
                String host,
                int port,
                Tls tls,
                String from,
                @Nullable String username,
                @Nullable Secret password) {
            this(host, port, tls, from, username, password, null, MailTemplates.NONE);
        }
    }

    /// Templates of one's own for the parts of a mail; null where Varde's own words stand.
    public record MailTemplates(
            @Nullable Template subject, @Nullable Template text, @Nullable Template html) {
        public static final MailTemplates NONE = new MailTemplates(null, null, null);
    }

    /// A template as it stood in its file when the configuration was read.
    ///
    /// @param file named in problems
    public record Template(Path file, String text) {}

    /// Where people reach the page.
    ///
    /// @param url without a slash at its end, such as `https://varde.example.com`
    public record Page(String url) {}

    /// @param mail addresses, or null
    /// @param limit how much it may be told, or null for what its channels bear
    public record Receiver(
            String name,
            @Nullable MailTarget mail,
            @Nullable WebhookTarget webhook,
            @Nullable Limit limit) {
        public Receiver(String name, @Nullable MailTarget mail, @Nullable WebhookTarget webhook) {
            this(name, mail, webhook, null);
        }
    }

    /// At most so many messages in any span of that length.
    ///
    /// @param messages at least 1
    public record Limit(int messages, Duration per) {
        public Limit {
            if (messages < 1 || !per.isPositive()) {
                throw new IllegalArgumentException("a limit lets something through");
            }
        }
    }

    public record MailTarget(List<String> to) {
        public MailTarget {
            to = List.copyOf(to);
        }
    }

    public enum Format {
        VARDE,
        ALERTMANAGER,
        SLACK,
        CLOUDEVENTS,
        TEAMS,
        PAGERDUTY,
        TEMPLATE;

        /// The most that the service bears, by its own documentation; null where it says nothing.
        public @Nullable Limit limit() {
            return switch (this) {
                case SLACK -> new Limit(1, Duration.ofSeconds(1));
                case TEAMS -> new Limit(4, Duration.ofSeconds(1));
                case PAGERDUTY -> new Limit(120, Duration.ofMinutes(1));
                case VARDE, ALERTMANAGER, CLOUDEVENTS, TEMPLATE -> null;
            };
        }

        /// Whether several incidents may be told in one message. Programs that read events get each
        /// by itself.
        public boolean digests() {
            return switch (this) {
                case ALERTMANAGER, SLACK, TEAMS, PAGERDUTY, TEMPLATE -> true;
                case VARDE, CLOUDEVENTS -> false;
            };
        }
    }

    /// @param url a credential in itself, where services put a token into it
    /// @param secrets each `whsec_` and base64; all of them sign, so that one can be replaced while
    ///   receivers know the other; none for no signature
    /// @param reach addresses beside the public ones
    /// @param headers sent with each request; their values may be secrets
    /// @param routingKey of PagerDuty, else null
    /// @param template of the format that is one's own, else null
    public record WebhookTarget(
            Secret url,
            List<Secret> secrets,
            Format format,
            Reach reach,
            Map<String, Secret> headers,
            @Nullable Secret routingKey,
            @Nullable Template template) {
        public WebhookTarget {
            secrets = List.copyOf(secrets);
            headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        }

        /// Without a template.
        public WebhookTarget(
                Secret url,
                List<Secret> secrets,
                Format format,
                Reach reach,
                Map<String, Secret> headers,
                @Nullable Secret routingKey) {
            this(url, secrets, format, reach, headers, routingKey, null);
        }

        /// Without headers and routing key.
        ///
        /// @param secret null for no signature
        public WebhookTarget(
                Secret url, @Nullable Secret secret, Format format, boolean allowPrivate) {
            this(
                    url,
                    secret == null ? List.of() : List.of(secret),
                    format,
                    allowPrivate ? Reach.INSIDE : Reach.PUBLIC,
                    Map.of(),
                    null);
        }

        /// What may be shown of where it goes: scheme, host and six hexadecimal digits of a hash,
        /// which change with the rest of it.
        public String shown() {
            return ShownAddress.of(url);
        }
    }

    /// Of routes beside each other the first that matches decides, and in it the first of its own
    /// routes. What a route does not say itself is its parent's, and stands here as if it did.
    ///
    /// A value is taken as it stands; one that begins with `~` is a pattern of the whole value.
    ///
    /// @param matchers label, or one of `cause`, `confidence`, `severity`, `service`, `host`,
    ///   `state` and `phase`, to the values it may have; all must match
    /// @param not the same to the values it must not have
    /// @param to names of receivers
    /// @param groupBy by what incidents are told together; each by itself where it is empty
    /// @param delay how long the first of a group is held for others to join
    /// @param interval how long those that join later are gathered
    /// @param repeat how often what is still open is told again, or null for never
    /// @param onward the next route beside it is tried as well
    /// @param during names of windows in which alone it matches; at any time where it is empty
    /// @param quiet names of windows in which nothing is sent but kept for their end
    /// @param escalate who is told when nobody acknowledges, the soonest first
    public record Route(
            Map<String, List<String>> matchers,
            Map<String, List<String>> not,
            List<String> to,
            List<String> groupBy,
            Duration delay,
            Duration interval,
            @Nullable Duration repeat,
            boolean onward,
            List<String> during,
            List<String> quiet,
            List<Escalation> escalate,
            List<Route> routes) {
        public static final Duration INTERVAL = Duration.ofMinutes(5);

        public Route {
            matchers = ListsByName.copy(matchers);
            not = ListsByName.copy(not);
            to = List.copyOf(to);
            groupBy = List.copyOf(groupBy);
            during = List.copyOf(during);
            quiet = List.copyOf(quiet);
            escalate = List.copyOf(escalate);
            routes = List.copyOf(routes);
        }

        /// One that holds at any time and ends the search.
        public Route(
                Map<String, List<String>> matchers,
                List<String> to,
                List<String> groupBy,
                @Nullable Duration repeat) {
            this(
                    matchers,
                    Map.of(),
                    to,
                    groupBy,
                    Duration.ZERO,
                    INTERVAL,
                    repeat,
                    false,
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of());
        }
    }

    /// Who is told as well when an incident is not acknowledged so long after it was told.
    ///
    /// @param to names of receivers
    public record Escalation(Duration after, List<String> to) {
        public Escalation {
            to = List.copyOf(to);
        }
    }

    /// @param backoff waits before the second, third … restart; the first is at once, and after the
    ///   last each wait doubles, up to five minutes
    /// @param max restarts of one instance within `within`
    /// @param fleet share, 0 to 1, of a service's instances that may restart at once; at least one
    ///   may
    /// @param stable how long it must stay healthy until the incident is resolved
    /// @param reset after so long in health nothing of the budget is used up
    /// @param cures by cause; for one that is not there the budget alone holds
    public record Restarts(
            List<Duration> backoff,
            int max,
            Duration within,
            int perDay,
            double fleet,
            Duration stable,
            Duration reset,
            Brake brake,
            Map<Cause, Cure> cures) {
        public Restarts {
            backoff = List.copyOf(backoff);
            cures = Map.copyOf(cures);
        }

        /// With the standard cures.
        public Restarts(
                List<Duration> backoff,
                int max,
                Duration within,
                int perDay,
                double fleet,
                Duration stable) {
            this(
                    backoff,
                    max,
                    within,
                    perDay,
                    fleet,
                    stable,
                    Duration.ofMinutes(10),
                    Brake.STANDARD,
                    Cures.STANDARD);
        }

        public Cure cure(Cause cause) {
            return cures.getOrDefault(cause, Cure.BUDGET);
        }
    }

    /// Restart orders: who signs them, and whose are carried out.
    ///
    /// @param signWith the notifier's key; null for one of its own in its data directory
    /// @param trust the keys whose orders a collector carries out
    /// @param limit what a collector carries out at most, whoever orders it
    public record Orders(@Nullable Secret signWith, TrustedKeys trust, OrderLimit limit) {
        public static final Orders USUAL = new Orders(null, TrustedKeys.NOBODY, OrderLimit.USUAL);
    }

    /// Restarts of one service at most within a time; the collector's own bound, beside the
    /// notifier's budget.
    public record OrderLimit(int restarts, Duration within) {
        public static final OrderLimit USUAL = new OrderLimit(10, Duration.ofMinutes(10));
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

    /// A time that comes again, in which nothing of what is named opens an incident.
    ///
    /// @param services empty for all, and for the hosts themselves
    /// @param hosts empty for all
    public record Maintenance(List<ServiceName> services, List<HostName> hosts, Weekly when) {
        public Maintenance {
            services = List.copyOf(services);
            hosts = List.copyOf(hosts);
        }
    }

    /// A window of the week that routes go by.
    public record TimeWindow(String name, Weekly when) {}

    /// What a line of one's own programs means when a process ends after it.
    ///
    /// @param match any of these in a line
    /// @param unless none of these in the same line
    /// @param cause a known one or one's own
    /// @param advice what to do; commands are shown and never run
    /// @param services which it is about; all where the list is empty
    public record OwnRule(
            String name,
            List<LineTerm> match,
            List<LineTerm> unless,
            Cause cause,
            Severity severity,
            List<Advice> advice,
            List<ServiceName> services) {
        public OwnRule {
            match = List.copyOf(match);
            unless = List.copyOf(unless);
            advice = List.copyOf(advice);
            services = List.copyOf(services);
        }

        public boolean about(ServiceName service) {
            return services.isEmpty() || services.contains(service);
        }

        public boolean says(String line) {
            return match.stream().anyMatch(t -> t.in(line))
                    && unless.stream().noneMatch(t -> t.in(line));
        }
    }

    /// What is looked for in a line.
    public sealed interface LineTerm {
        boolean in(String line);

        /// These words as they stand, in capitals or not.
        record Phrase(String words) implements LineTerm {
            @Override
            public boolean in(String line) {
                int last = line.length() - words.length();
                for (int at = 0; at <= last; at++) {
                    if (line.regionMatches(true, at, words, 0, words.length())) {
                        return true;
                    }
                }
                return false;
            }
        }

        record Expression(SafePattern pattern) implements LineTerm {
            @Override
            public boolean in(String line) {
                return pattern.find(line, 0).isPresent();
            }
        }
    }
}

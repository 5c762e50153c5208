package dev.varde.collector.probe;

import dev.varde.collector.Outbox;
import dev.varde.events.HealthFact.CheckKind;
import dev.varde.events.HealthFact.Failure;
import dev.varde.events.HealthFact.PortHolder;
import dev.varde.events.ServiceName;
import dev.varde.events.config.Configuration.Check;
import dev.varde.events.config.Configuration.ProcessMatch;
import dev.varde.events.config.Configuration.Service;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/// All health checks of the host.
final class Checks implements AutoCloseable {
    private final Roster roster;
    private final Listeners listeners;
    private final ExecutorService threads =
            Executors.newThreadPerTaskExecutor(
                    Thread.ofVirtual().name("varde-check-", 0).factory());
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("varde-checks").factory());
    private final HttpClient http = HttpQuestion.client(threads);
    private final CheckLoop.Tools tools;
    private volatile Map<Subject, CheckLoop> loops;

    /// What a loop depends on of the configuration.
    private record Subject(ServiceName service, @Nullable ProcessMatch process, Check check) {}

    Checks(
            List<Service> services,
            String bootId,
            Roster roster,
            Listeners listeners,
            Outbox outbox) {
        this.roster = roster;
        this.listeners = listeners;
        this.tools = new CheckLoop.Tools(bootId, outbox, clock, threads);
        this.loops = planned(services, Map.of());
    }

    private Map<Subject, CheckLoop> planned(
            List<Service> services, Map<Subject, CheckLoop> present) {
        Map<Subject, CheckLoop> planned = new LinkedHashMap<>();
        for (Service service : services) {
            for (Check check : service.health()) {
                Subject subject = new Subject(service.name(), service.process(), check);
                CheckLoop before = present.get(subject);
                planned.put(subject, before == null ? loop(service, check) : before);
            }
        }
        return Collections.unmodifiableMap(planned);
    }

    private CheckLoop loop(Service service, Check check) {
        return new CheckLoop(
                tools,
                service.name(),
                check,
                question(service, check),
                new Streak(check, told(check)),
                () -> holder(service, check));
    }

    /// Ends the checks that are not among these, begins the new ones, leaves the others alone.
    synchronized void reconfigure(List<Service> services) {
        Map<Subject, CheckLoop> before = loops;
        Map<Subject, CheckLoop> now = planned(services, before);
        loops = now;
        before.forEach((subject, loop) -> {
            if (!now.containsKey(subject)) {
                loop.stop();
            }
        });
        now.forEach((subject, loop) -> {
            if (!before.containsKey(subject)) {
                loop.start();
            }
        });
    }

    /// Threads for short work beside the checks; ended with them.
    ExecutorService threads() {
        return threads;
    }

    void start() {
        loops.values().forEach(CheckLoop::start);
    }

    /// The service's main process is new.
    void begin(ServiceName service) {
        loops.values().stream().filter(l -> l.service().equals(service)).forEach(CheckLoop::begin);
    }

    /// A target that cannot be read fails its check and nothing else.
    private Question question(Service service, Check check) {
        try {
            return readable(service, check);
        } catch (IllegalArgumentException unreadable) {
            String why = "the target cannot be read: " + unreadable.getMessage();
            return () -> Answer.bad(Failure.ERROR, why);
        }
    }

    private Question readable(Service service, Check check) {
        return switch (check.kind()) {
            case HTTP -> new HttpQuestion(http, check.target());
            case TCP -> greeting(check, _ -> Answer.good());
            case POSTGRES -> greeting(check, Greetings::postgres);
            case MYSQL -> greeting(check, Greetings::mysql);
            case REDIS -> greeting(check, Greetings::redis);
            case COMMAND -> new CommandQuestion(check.argv(), threads);
            case UNIT -> new UnitQuestion(check.target(), threads);
            case PROCESS -> new PresenceQuestion(roster, service.name());
            case PORT ->
                    new PortQuestion(
                            SocketQuestion.Target.parse(check.target()).port(),
                            listeners,
                            roster,
                            service);
        };
    }

    private static Question greeting(Check check, SocketQuestion.Greeting greeting) {
        return new SocketQuestion(SocketQuestion.Target.parse(check.target()), greeting);
    }

    private static String told(Check check) {
        return check.kind() == CheckKind.HTTP
                ? check.target().replaceFirst("^(https?://)[^/?#]*@", "$1")
                : check.target();
    }

    /// Who else listens on the port that was asked, where the port is on this host and it is known
    /// which processes are the service's.
    private Optional<PortHolder> holder(Service service, Check check) {
        OptionalInt port = service.process() == null ? OptionalInt.empty() : localPort(check);
        return port.isEmpty()
                ? Optional.empty()
                : listeners
                        .holder(port.getAsInt())
                        .filter(pid ->
                                roster.ownerOf(pid, null).filter(service.name()::equals).isEmpty())
                        .map(Checks::described);
    }

    static PortHolder described(int pid) {
        String command =
                Proc.text("/proc/" + pid + "/cmdline", 1000)
                        .map(t -> t.replace('\0', ' ').strip())
                        .orElse("");
        return new PortHolder(pid, command);
    }

    private static OptionalInt localPort(Check check) {
        try {
            return port(check);
        } catch (IllegalArgumentException unreadable) {
            return OptionalInt.empty();
        }
    }

    private static OptionalInt port(Check check) {
        return switch (check.kind()) {
            case HTTP -> localPort(URI.create(check.target()));
            case TCP, POSTGRES, MYSQL, REDIS, PORT -> {
                SocketQuestion.Target target = SocketQuestion.Target.parse(check.target());
                yield target.local() ? OptionalInt.of(target.port()) : OptionalInt.empty();
            }
            case COMMAND, UNIT, PROCESS -> OptionalInt.empty();
        };
    }

    private static OptionalInt localPort(URI uri) {
        int usual = "https".equals(uri.getScheme()) ? 443 : 80;
        int port = uri.getPort() < 0 ? usual : uri.getPort();
        String host = uri.getHost() == null ? "" : uri.getHost().replaceAll("[\\[\\]]", "");
        return new SocketQuestion.Target(host, port).local()
                ? OptionalInt.of(port)
                : OptionalInt.empty();
    }

    @Override
    public void close() {
        clock.shutdownNow();
        threads.shutdownNow();
        http.shutdownNow();
    }
}

package dev.varde.collector.probe;

import dev.varde.collector.Outbox;
import dev.varde.collector.ask.Answer;
import dev.varde.collector.ask.HttpTalk;
import dev.varde.collector.ask.MongoTalk;
import dev.varde.collector.ask.MysqlTalk;
import dev.varde.collector.ask.NeverTwice;
import dev.varde.collector.ask.Place;
import dev.varde.collector.ask.PostgresTalk;
import dev.varde.collector.ask.Question;
import dev.varde.collector.ask.RedisTalk;
import dev.varde.collector.ask.Switchboard;
import dev.varde.collector.ask.Talk;
import dev.varde.collector.ask.TcpTalk;
import dev.varde.events.HealthFact.CheckKind;
import dev.varde.events.HealthFact.Failure;
import dev.varde.events.HealthFact.PortHolder;
import dev.varde.events.ServiceName;
import dev.varde.events.config.Configuration.Check;
import dev.varde.events.config.Configuration.HttpTerms;
import dev.varde.events.config.Configuration.ProcessMatch;
import dev.varde.events.config.Configuration.Service;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/// All health checks of the host.
final class Checks implements AutoCloseable {
    private static final Duration OLDEST_TABLE = Duration.ofMillis(900);

    private final Roster roster;
    private final Listeners listeners;
    private final ExecutorService threads =
            Executors.newThreadPerTaskExecutor(
                    Thread.ofVirtual().name("varde-check-", 0).factory());
    private final Switchboard switchboard = new Switchboard(threads);
    private final Lanes lanes = new Lanes();
    private final UnitWatch units;
    private final CheckLoop.Tools tools;
    private volatile Map<Subject, CheckLoop> loops;

    /// What a loop depends on of the configuration.
    private record Subject(ServiceName service, @Nullable ProcessMatch process, Check check) {}

    Checks(
            List<Service> services,
            String bootId,
            Roster roster,
            Listeners listeners,
            UnitWatch units,
            Outbox outbox) {
        this.roster = roster;
        this.listeners = listeners;
        this.units = units;
        this.tools = new CheckLoop.Tools(bootId, outbox, switchboard, lanes);
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
        Optional<Talk> talk = talk(check);
        OptionalInt port = talk.map(Checks::localPort).orElse(ownPort(check));
        return new CheckLoop(
                tools,
                service.name(),
                check,
                talk.map(this::asking).orElseGet(() -> asking(service, check)),
                new Streak(check, told(check)),
                () -> holder(service, port));
    }

    /// Ends the checks that are not among these, begins the new ones, leaves the others alone.
    synchronized void reconfigure(List<Service> services) {
        units.reconfigure(services);
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
        switchboard.start();
        loops.values().forEach(CheckLoop::start);
    }

    /// The service's main process is new.
    void begin(ServiceName service) {
        loops.values().stream().filter(l -> l.service().equals(service)).forEach(CheckLoop::begin);
    }

    private CheckLoop.Asking asking(Talk talk) {
        return (doubted, timeout, hear) -> switchboard.ask(talk, doubted, timeout, hear);
    }

    private CheckLoop.Asking asking(Service service, Check check) {
        Question question = new NeverTwice(question(service, check));
        return (_, timeout, hear) -> switchboard.ask(question, timeout, hear);
    }

    /// Empty where no talk is needed, or the target cannot be read.
    private static Optional<Talk> talk(Check check) {
        try {
            return switch (check.kind()) {
                case HTTP -> Optional.of(new HttpTalk(check.target(), terms(check)));
                case TCP -> Optional.of(new TcpTalk(Place.parse(check.target())));
                case POSTGRES -> Optional.of(new PostgresTalk(Place.parse(check.target())));
                case MYSQL -> Optional.of(new MysqlTalk(Place.parse(check.target())));
                case REDIS -> Optional.of(new RedisTalk(Place.parse(check.target())));
                case MONGODB -> Optional.of(new MongoTalk(Place.parse(check.target())));
                case COMMAND, UNIT, PROCESS, PORT -> Optional.empty();
            };
        } catch (IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    private static HttpTerms terms(Check check) {
        return check.http() == null ? HttpTerms.USUAL : check.http();
    }

    private Question question(Service service, Check check) {
        return switch (check.kind()) {
            case COMMAND -> new CommandQuestion(check.argv(), threads);
            case UNIT -> new UnitQuestion(check.target(), units);
            case PROCESS -> new PresenceQuestion(roster, service.name());
            case PORT -> port(service, check);
            case HTTP, TCP, POSTGRES, MYSQL, REDIS, MONGODB -> unreadable(check);
        };
    }

    private Question port(Service service, Check check) {
        OptionalInt port = ownPort(check);
        Duration age = check.every().multipliedBy(3).dividedBy(4);
        return port.isEmpty()
                ? unreadable(check)
                : new PortQuestion(
                        port.getAsInt(),
                        age.compareTo(OLDEST_TABLE) < 0 ? age : OLDEST_TABLE,
                        listeners,
                        roster,
                        service);
    }

    /// A target that cannot be read fails its check and nothing else.
    private static Question unreadable(Check check) {
        return () -> Answer.bad(Failure.ERROR, "the target cannot be read: " + told(check));
    }

    private static String told(Check check) {
        return check.kind() == CheckKind.HTTP
                ? check.target().replaceFirst("^(https?://)[^/?#]*@", "$1")
                : check.target();
    }

    private static OptionalInt localPort(Talk talk) {
        Place place = talk.place();
        return place.local() ? OptionalInt.of(place.port()) : OptionalInt.empty();
    }

    private static OptionalInt ownPort(Check check) {
        try {
            return check.kind() == CheckKind.PORT
                    ? OptionalInt.of(Place.parse(check.target()).port())
                    : OptionalInt.empty();
        } catch (IllegalArgumentException unreadable) {
            return OptionalInt.empty();
        }
    }

    /// Who else listens on the port that was asked, where the port is on this host and it is known
    /// which processes are the service's.
    private Optional<PortHolder> holder(Service service, OptionalInt port) {
        if (service.process() == null || port.isEmpty()) {
            return Optional.empty();
        }
        return listeners
                .holder(port.getAsInt())
                .filter(pid -> roster.ownerOf(pid, null).filter(service.name()::equals).isEmpty())
                .map(Checks::described);
    }

    static PortHolder described(int pid) {
        String command =
                Proc.text("/proc/" + pid + "/cmdline", 1000)
                        .map(t -> t.replace('\0', ' ').strip())
                        .orElse("");
        return new PortHolder(pid, command);
    }

    @Override
    public void close() {
        switchboard.close();
        threads.shutdownNow();
        lanes.close();
    }
}

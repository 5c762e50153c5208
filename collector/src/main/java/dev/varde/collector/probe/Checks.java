package dev.varde.collector.probe;

import dev.varde.collector.Outbox;
import dev.varde.collector.ask.Switchboard;
import dev.varde.events.HealthFact.PortHolder;
import dev.varde.events.ServiceName;
import dev.varde.events.config.Configuration.Check;
import dev.varde.events.config.Configuration.ProcessMatch;
import dev.varde.events.config.Configuration.Service;
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
    private final Roster roster;
    private final Listeners listeners;
    private final ExecutorService threads =
            Executors.newThreadPerTaskExecutor(
                    Thread.ofVirtual().name("varde-check-", 0).factory());
    private final Switchboard switchboard = new Switchboard(threads);
    private final Askings askings;
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
        this.askings = new Askings(switchboard, threads, roster, listeners, units::fresh);
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
        return new CheckLoop(
                tools,
                service.name(),
                check,
                askings.of(service, check),
                new Streak(check, Askings.told(check)),
                () -> holder(service, Askings.localPort(check)));
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

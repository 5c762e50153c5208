package dev.varde.collector.probe;

import dev.varde.collector.Outbox;
import dev.varde.collector.Sighting;
import dev.varde.events.CollectorFact.BlindSpot;
import dev.varde.events.CollectorFact.BlindSpotCured;
import dev.varde.events.HealthFact.CheckKind;
import dev.varde.events.ServiceName;
import dev.varde.events.UnitFact.Guards;
import dev.varde.events.UnitFact.UnitChanged;
import dev.varde.events.config.Configuration.Check;
import dev.varde.events.config.Configuration.Service;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What systemd says of the units of all services and of all checks, asked with one command for all
/// of them: to start a process costs more than a hundred other looks. Tells when the unit of a
/// service changes its state, result, restarts or main process. Where there is no unit, nobody is
/// asked. Thread-safe.
public final class UnitWatch {
    private static final String SOURCE = "systemd";

    /// How long one answer serves the checks.
    private static final long SERVES = Duration.ofSeconds(2).toNanos();

    /// Values of `Restart=` with which a crash is followed by a restart (systemd.service(5)).
    private static final Set<String> RESTARTING =
            Set.of("always", "on-failure", "on-abnormal", "on-abort", "on-watchdog");

    private final Systemctl systemctl;
    private final String bootId;
    private final Outbox outbox;
    private final MainPids mainPids;
    private final Map<ServiceName, UnitChanged> told = new HashMap<>();
    private volatile Map<ServiceName, String> units;
    private List<String> names;
    private volatile Map<String, UnitState> current = Map.of();
    private @Nullable Long asked;
    private boolean askedAhead;
    private @Nullable String trouble;
    private boolean blind;

    UnitWatch(
            Systemctl systemctl,
            List<Service> services,
            String bootId,
            Outbox outbox,
            MainPids mainPids) {
        this.systemctl = systemctl;
        this.bootId = bootId;
        this.outbox = outbox;
        this.mainPids = mainPids;
        this.units = units(services);
        this.names = names(services);
    }

    /// Asks at once, for at most ten seconds; what it hears is told by the first look.
    ///
    /// @param command runs systemctl
    /// @param data folder for `units.mains`, must exist
    public static UnitWatch open(
            List<String> command, List<Service> services, Path data, Outbox outbox) {
        UnitWatch watch =
                new UnitWatch(
                        new Systemctl(command),
                        services,
                        HostFacts.read().bootId(),
                        outbox,
                        new MainPids(data.resolve("units.mains")));
        watch.askAhead();
        return watch;
    }

    private static Map<ServiceName, String> units(List<Service> services) {
        Map<ServiceName, String> units = new LinkedHashMap<>();
        services.forEach(s -> s.unit().ifPresent(u -> units.put(s.name(), u)));
        return units;
    }

    private static List<String> names(List<Service> services) {
        Set<String> names = new LinkedHashSet<>(units(services).values());
        for (Service service : services) {
            service.health().stream()
                    .filter(check -> check.kind() == CheckKind.UNIT)
                    .map(Check::target)
                    .forEach(names::add);
        }
        return List.copyOf(names);
    }

    /// Asks about the units of these services from now on, and at once where one is new; the next
    /// look tells the state of those that are new to their service.
    public synchronized void reconfigure(List<Service> services) {
        Map<ServiceName, String> next = units(services);
        boolean fresh = !new LinkedHashSet<>(units.values()).containsAll(next.values());
        told.keySet().removeIf(s -> !units.getOrDefault(s, "").equals(next.get(s)));
        units = next;
        names = names(services);
        asked = null;
        if (fresh) {
            askAhead();
        }
    }

    private synchronized void askAhead() {
        try {
            ask();
            askedAhead = true;
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    boolean any() {
        return !units.isEmpty();
    }

    boolean concerns(ServiceName service) {
        return units.containsKey(service);
    }

    /// The first service that has the unit.
    Optional<ServiceName> owner(String unit) {
        return units.entrySet().stream()
                .filter(e -> e.getValue().equals(unit))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /// What systemd said of the unit when it was last asked; empty when it gave no answer.
    Optional<UnitChanged> state(String unit) {
        return Optional.ofNullable(current.get(unit)).map(UnitState::fact);
    }

    /// What systemd says of the unit now, or said within the last two seconds; empty when it says
    /// nothing of this one.
    ///
    /// @throws IOException when it gives no answer; with a reason to show
    synchronized Optional<UnitState> fresh(String unit) throws IOException, InterruptedException {
        if (asked == null || System.nanoTime() - asked >= SERVES) {
            ask();
        }
        if (trouble != null) {
            throw new IOException(trouble);
        }
        return Optional.ofNullable(current.get(unit));
    }

    /// Whether systemd restarts the service's unit by itself after a crash; nobody else should
    /// then.
    public boolean restarts(Service service) {
        return service.unit()
                .flatMap(this::state)
                .map(UnitChanged::guards)
                .map(Guards::restart)
                .filter(RESTARTING::contains)
                .isPresent();
    }

    /// The main process of one start of a unit, where systemd was ever heard to name it.
    public @Nullable Integer mainPid(String invocation) {
        return mainPids.of(invocation).orElse(null);
    }

    /// Asks once for all units and tells what is new.
    synchronized void look() throws InterruptedException {
        if (!askedAhead) {
            ask();
        }
        askedAhead = false;
        if (trouble != null) {
            blind(trouble);
        } else if (any()) {
            sees();
            tell(Instant.now());
        }
    }

    private void ask() throws InterruptedException {
        if (names.isEmpty()) {
            trouble = null;
            return;
        }
        try {
            Map<String, UnitState> states = UnitState.parse(names, systemctl.ask(names));
            current = Map.copyOf(states);
            trouble = null;
            mainPids.learn(states.values());
        } catch (IOException absent) {
            current = Map.of();
            trouble = String.valueOf(absent.getMessage());
        }
        asked = System.nanoTime();
    }

    private void tell(Instant now) {
        units.forEach((service, unit) -> {
            UnitChanged state = state(unit).orElse(null);
            if (state != null && !state.equals(told.put(service, state))) {
                var id = Ids.of(bootId, "unit", now.toEpochMilli(), service);
                outbox.put(new Sighting(id, now, service, state));
            }
        });
    }

    private void blind(String reason) {
        if (!blind) {
            blind = true;
            String remedy =
                    "Units are watched where systemd runs; elsewhere name the process by command,"
                            + " pid-file or port and give a restart command.";
            say("blind", new BlindSpot(SOURCE, reason, remedy));
        }
    }

    private void sees() {
        if (blind) {
            blind = false;
            say("sees", new BlindSpotCured(SOURCE));
        }
    }

    private void say(String what, dev.varde.events.CollectorFact fact) {
        Instant now = Instant.now();
        outbox.put(new Sighting(Ids.of(bootId, what, SOURCE, now.toEpochMilli()), now, null, fact));
    }
}

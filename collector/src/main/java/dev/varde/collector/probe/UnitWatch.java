package dev.varde.collector.probe;

import dev.varde.collector.Outbox;
import dev.varde.collector.Sighting;
import dev.varde.events.CollectorFact.BlindSpot;
import dev.varde.events.ServiceName;
import dev.varde.events.UnitFact.UnitChanged;
import dev.varde.events.config.Configuration.ProcessMatch.ByUnit;
import dev.varde.events.config.Configuration.RestartAction.RestartUnit;
import dev.varde.events.config.Configuration.Service;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Tells when the unit of a service changes its state, result, restarts or main process.
final class UnitWatch {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MOST = 1 << 20;

    private final String systemctl;
    private final String bootId;
    private final Outbox outbox;
    private final ExecutorService threads;
    private volatile Map<ServiceName, String> units;
    private final Map<String, UnitChanged> last = new HashMap<>();
    private volatile Map<String, UnitChanged> current = Map.of();
    private boolean blind;

    UnitWatch(List<Service> services, String bootId, Outbox outbox, ExecutorService threads) {
        this("systemctl", services, bootId, outbox, threads);
    }

    /// @param systemctl the program that answers
    UnitWatch(
            String systemctl,
            List<Service> services,
            String bootId,
            Outbox outbox,
            ExecutorService threads) {
        this.systemctl = systemctl;
        this.bootId = bootId;
        this.outbox = outbox;
        this.threads = threads;
        this.units = units(services);
    }

    private static Map<ServiceName, String> units(List<Service> services) {
        Map<ServiceName, String> units = new LinkedHashMap<>();
        services.forEach(s -> unit(s).ifPresent(u -> units.put(s.name(), u)));
        return units;
    }

    /// Asks about the units of these services from now on; the next look tells the state of those
    /// that are new to their service.
    synchronized void reconfigure(List<Service> services) {
        Map<ServiceName, String> next = units(services);
        next.forEach((service, unit) -> {
            if (!unit.equals(units.get(service))) {
                last.remove(unit);
            }
        });
        units = next;
    }

    /// The unit that the service is found by, or else restarted by.
    static Optional<String> unit(Service service) {
        if (service.process() instanceof ByUnit(String unit)) {
            return Optional.of(unit);
        }
        return service.restart() instanceof RestartUnit(String unit)
                ? Optional.of(unit)
                : Optional.empty();
    }

    boolean any() {
        return !units.isEmpty();
    }

    boolean concerns(ServiceName service) {
        return units.containsKey(service);
    }

    /// What systemd said of the unit when it was last asked; empty when it gave no answer.
    Optional<UnitChanged> state(String unit) {
        return Optional.ofNullable(current.get(unit));
    }

    /// Asks once for all units.
    synchronized void look() throws InterruptedException {
        List<String> names = List.copyOf(new java.util.LinkedHashSet<>(units.values()));
        if (names.isEmpty()) {
            return;
        }
        Future<CommandQuestion.Outcome> asked =
                threads.submit(
                        () -> CommandQuestion.run(Units.command(systemctl, names), threads, MOST));
        try {
            CommandQuestion.Outcome said = asked.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (said.status() != 0) {
                throw new IOException(said.output().strip());
            }
            Map<String, UnitChanged> states = Units.parse(names, said.output());
            current = Map.copyOf(states);
            tell(states, Instant.now());
        } catch (TimeoutException late) {
            asked.cancel(true);
            blind("systemctl gave no answer within 10 s");
        } catch (IOException | java.util.concurrent.ExecutionException absent) {
            Throwable cause = absent.getCause() == null ? absent : absent.getCause();
            blind(String.valueOf(cause.getMessage()));
        }
    }

    private void tell(Map<String, UnitChanged> states, Instant now) {
        units.forEach((service, unit) -> {
            UnitChanged state = states.get(unit);
            if (state != null && !state.equals(last.get(unit))) {
                var id = Ids.of(bootId, "unit", now.toEpochMilli(), service);
                outbox.put(new Sighting(id, now, service, state));
            }
        });
        last.putAll(states);
    }

    private void blind(String reason) {
        current = Map.of();
        if (blind) {
            return;
        }
        blind = true;
        Instant now = Instant.now();
        String remedy =
                "Units are watched where systemd runs; elsewhere name the process by command,"
                        + " pid-file or port and give a restart command.";
        outbox.put(
                new Sighting(
                        Ids.of(bootId, "blind", "systemd", now.toEpochMilli()),
                        now,
                        null,
                        new BlindSpot("systemd", reason, remedy)));
    }
}

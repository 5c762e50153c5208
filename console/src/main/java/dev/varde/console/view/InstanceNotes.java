package dev.varde.console.view;

import dev.varde.events.CollectorFact.ServiceDeclared;
import dev.varde.events.Fact;
import dev.varde.events.HealthFact;
import dev.varde.events.HealthFact.CheckFailed;
import dev.varde.events.Incident.MemoryPoint;
import dev.varde.events.InstanceId;
import dev.varde.events.ProcessFact.ProcessExited;
import dev.varde.events.ProcessFact.ProcessMissing;
import dev.varde.events.ProcessFact.ProcessStarted;
import dev.varde.events.ProcessFact.Role;
import dev.varde.events.ResourceFact.ServiceMemorySampled;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What is known of one instance.
final class InstanceNotes {
    private static final int MOST_CHECKS = 32;

    private final InstanceId id;
    private final Latest<ServiceDeclared> declared = new Latest<>();
    private final Latest<ProcessStarted> main = new Latest<>();
    private final Latest<ProcessExited> mainExit = new Latest<>();
    private final Latest<ProcessExited> exit = new Latest<>();
    private final Latest<ProcessMissing> missing = new Latest<>();
    private final Latest<ServiceMemorySampled> use = new Latest<>();
    private final Map<String, Latest<HealthFact>> checks = new TreeMap<>();
    private final MemoryTrack memory = new MemoryTrack();
    private Instant lastSeen = Instant.MIN;

    InstanceNotes(InstanceId id) {
        this.id = id;
    }

    InstanceId id() {
        return id;
    }

    Instant lastSeen() {
        return lastSeen;
    }

    void see(Fact fact, Instant time) {
        lastSeen = time.isAfter(lastSeen) ? time : lastSeen;
        switch (fact) {
            case ServiceDeclared f -> declared.offer(f, time);
            case ProcessStarted f when f.role() == Role.MAIN -> main.offer(f, time);
            case ProcessExited f -> exited(f, time);
            case ProcessMissing f -> missing.offer(f, time);
            case ServiceMemorySampled f -> sampled(f, time);
            case HealthFact f -> checked(f, time);
            default -> {
                // Every other fact is told in the incident it leads to.
            }
        }
    }

    private void exited(ProcessExited f, Instant time) {
        exit.offer(f, time);
        if (f.role() == Role.MAIN) {
            mainExit.offer(f, time);
        }
    }

    private void sampled(ServiceMemorySampled f, Instant time) {
        use.offer(f, time);
        memory.add(time, f.resident());
    }

    private void checked(HealthFact f, Instant time) {
        if (checks.containsKey(f.check()) || checks.size() < MOST_CHECKS) {
            checks.computeIfAbsent(f.check(), _ -> new Latest<>()).offer(f, time);
        }
    }

    ServiceView view(boolean silent) {
        List<ServiceView.Check> shown = checkViews();
        Optional<ProcessStarted> alive = alive();
        Verdict verdict = silent ? Verdict.SILENT : verdict(shown, alive.isPresent());
        return new ServiceView(
                id.toString(),
                Shown.line(id.service().value()),
                Shown.line(id.host().value()),
                verdict.standing(),
                verdict.why(),
                declared.get().map(d -> Shown.labels(d.labels())).orElse(Map.of()),
                declared.get().map(ServiceDeclared::watchesProcess).orElse(true),
                shown,
                alive.map(this::process).orElse(null),
                exit.get().map(this::exitView).orElse(null),
                use.get().map(InstanceNotes::useView).orElse(null),
                memory.points(),
                restart());
    }

    private @Nullable String restart() {
        return declared.get().map(ServiceDeclared::restart).map(Shown::line).orElse(null);
    }

    private Verdict verdict(List<ServiceView.Check> shown, boolean alive) {
        boolean watched = declared.get().map(ServiceDeclared::watchesProcess).orElse(false);
        int expected = declared.get().map(d -> d.checks().size()).orElse(0);
        boolean gone = mainExit.get().isPresent() || missing.get().isPresent();
        return Verdict.of(shown, expected, watched, alive, gone);
    }

    private Optional<ProcessStarted> alive() {
        return main.get()
                .filter(m -> mainExit.get().filter(x -> x.process().equals(m.process())).isEmpty())
                .filter(_ -> !missing.time().isAfter(main.time()));
    }

    private List<ServiceView.Check> checkViews() {
        List<String> named = declared.get().map(ServiceDeclared::checks).orElse(List.of());
        return checks.values().stream()
                .flatMap(c -> c.get().map(f -> check(f, c.time())).stream())
                .filter(c -> named.isEmpty() || named.contains(c.name()))
                .toList();
    }

    private static ServiceView.Check check(HealthFact fact, Instant at) {
        return switch (fact) {
            case HealthFact.CheckPassed f ->
                    new ServiceView.Check(
                            Shown.line(f.check()),
                            Shown.line(f.target()),
                            Standing.WELL,
                            f.latency(),
                            "",
                            at);
            case CheckFailed f ->
                    new ServiceView.Check(
                            Shown.line(f.check()),
                            Shown.line(f.target()),
                            f.down() ? Standing.DOWN : Standing.SHAKY,
                            f.latency(),
                            failure(f),
                            at);
        };
    }

    private static String failure(CheckFailed f) {
        String what =
                switch (f.failure()) {
                    case REFUSED -> "connection refused";
                    case TIMEOUT -> "no answer in time";
                    case UNREACHABLE -> "not reachable";
                    case STATUS -> f.status() == null ? "failing status" : "status " + f.status();
                    case PROTOCOL -> "not the expected protocol";
                    case CLOSED -> "connection closed";
                    case ERROR -> "failed";
                    case CERTIFICATE -> "certificate not good";
                };
        return Shown.line(
                what
                        + (f.detail().isBlank() ? "" : ": " + f.detail())
                        + " ("
                        + f.consecutive()
                        + " of "
                        + f.threshold()
                        + ")");
    }

    private ServiceView.Running process(ProcessStarted p) {
        int workers = use.get().map(u -> Math.max(0, u.processes() - 1)).orElse(0);
        return new ServiceView.Running(
                p.process().pid(), p.startedAt(), workers, Shown.line(p.command()));
    }

    private ServiceView.Exit exitView(ProcessExited x) {
        String who = x.role() == Role.MAIN ? "" : "worker: ";
        return new ServiceView.Exit(
                exit.time(), who + Shown.line(x.exit().inWords()), x.process().pid());
    }

    private static ServiceView.Use useView(ServiceMemorySampled u) {
        return new ServiceView.Use(u.resident(), u.swap(), u.limit(), u.processes());
    }

    List<MemoryPoint> memory() {
        return memory.points();
    }
}

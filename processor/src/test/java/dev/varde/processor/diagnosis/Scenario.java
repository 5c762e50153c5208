package dev.varde.processor.diagnosis;

import static dev.varde.processor.Cast.KONTALI_ON_WEB_1;
import static dev.varde.processor.Cast.POSTGRES;
import static dev.varde.processor.Cast.WEB_1;
import static dev.varde.processor.Cast.at;
import static dev.varde.processor.Cast.kontali;

import dev.varde.events.CollectorFact.ServiceDeclared;
import dev.varde.events.EventId;
import dev.varde.events.ExitStatus;
import dev.varde.events.Fact;
import dev.varde.events.HealthFact.CheckFailed;
import dev.varde.events.HealthFact.CheckKind;
import dev.varde.events.HealthFact.CheckPassed;
import dev.varde.events.HealthFact.Failure;
import dev.varde.events.HealthFact.PortHolder;
import dev.varde.events.HostEvent;
import dev.varde.events.Incident.Evidence;
import dev.varde.events.KernelFact.Killer;
import dev.varde.events.KernelFact.OomKilled;
import dev.varde.events.KernelFact.OomScope;
import dev.varde.events.LogFact.LogKind;
import dev.varde.events.LogFact.LogMatched;
import dev.varde.events.LogTail;
import dev.varde.events.ProcessFact.ProcessExited;
import dev.varde.events.ProcessFact.ProcessStarted;
import dev.varde.events.ProcessFact.Role;
import dev.varde.events.ProcessKey;
import dev.varde.events.ResourceFact.DiskSampled;
import dev.varde.events.ResourceFact.HostMemorySampled;
import dev.varde.events.ResourceFact.ServiceMemorySampled;
import dev.varde.events.UnitFact.UnitChanged;
import dev.varde.processor.Cast;
import dev.varde.processor.diagnosis.Case.Neighbour;
import dev.varde.processor.evidence.HostEvidence;
import dev.varde.processor.evidence.InstanceEvidence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Puts a case together from events: KONTALI started at second 0 as pid 4711 and dies at second
/// 1,000.
public final class Scenario {
    public static final int PID = 4711;
    public static final double DEATH = 1_000;

    private InstanceEvidence instance = InstanceEvidence.none(KONTALI_ON_WEB_1);
    private HostEvidence host = HostEvidence.none(WEB_1);
    private final List<Neighbour> neighbours = new ArrayList<>();
    private ExitStatus exit = ExitStatus.exited(1);
    private double started;
    private @Nullable Long resident = 500L << 20;
    private List<String> lastLines = List.of();
    private Role role = Role.MAIN;

    public Scenario() {
        see(kontali(0.1, declared()));
    }

    private static ServiceDeclared declared() {
        return new ServiceDeclared(
                Map.of(), List.of(POSTGRES), true, List.of("http"), "unit kontali", false);
    }

    public Scenario see(HostEvent event) {
        host = host.fold(event);
        instance = event.service() == null ? instance : instance.fold(event);
        return this;
    }

    public Scenario exits(int code) {
        exit = ExitStatus.exited(code);
        return this;
    }

    public Scenario killedBy(int signal) {
        exit = ExitStatus.signalled(signal, false);
        return this;
    }

    public Scenario ends(ExitStatus status) {
        exit = status;
        return this;
    }

    public Scenario endsUnseen() {
        exit = ExitStatus.unavailable("kernel older than 6.13");
        return this;
    }

    public Scenario startedAt(double seconds) {
        started = seconds;
        return this;
    }

    public Scenario resident(long bytes) {
        resident = bytes;
        return this;
    }

    public Scenario asWorker() {
        role = Role.WORKER;
        return this;
    }

    /// The last lines of its log.
    public Scenario lines(String... lines) {
        lastLines = List.of(lines);
        return this;
    }

    public Scenario logged(double seconds, String... lines) {
        return see(kontali(seconds, log(null, lines)));
    }

    public Scenario loggedBy(int pid, double seconds, String... lines) {
        return see(kontali(seconds, log(pid, lines)));
    }

    private static LogMatched log(@Nullable Integer pid, String... lines) {
        return new LogMatched("/var/log/app.log", 0, LogKind.LINE, List.of(lines), pid);
    }

    public Scenario oom(double seconds, int pid, OomScope scope) {
        return see(kontali(seconds, oomFact(pid, scope)));
    }

    /// An OOM kill that the collector could not give to a service.
    public Scenario oomOfHost(double seconds, int pid) {
        return see(Cast.host(seconds, oomFact(pid, OomScope.GLOBAL)));
    }

    private static Fact oomFact(int pid, OomScope scope) {
        return new OomKilled(
                pid,
                pid == 0 ? "" : "python3",
                scope,
                Killer.KERNEL,
                2_040_109_466L,
                null,
                "Out of memory: Killed process " + pid + " (python3)",
                List.of());
    }

    public Scenario hostMemory(long available, long swap) {
        return see(
                Cast.host(900, new HostMemorySampled(4L << 30, available, swap, swap / 100, null)));
    }

    public Scenario limit(long bytes) {
        return see(kontali(900, new ServiceMemorySampled(1, 0, bytes, 1, 8, null, null)));
    }

    public Scenario disk(String mount, double used) {
        long total = 100L << 30;
        long free = (long) (total * (1 - used));
        return see(
                Cast.host(900, new DiskSampled(mount, "/dev/sda1", total, free, 100, 90, false)));
    }

    public Scenario unit(double seconds, String active, String result) {
        return see(
                kontali(
                        seconds,
                        new UnitChanged("kontali.service", active, "dead", result, 0, null)));
    }

    /// The unit has a main process.
    public Scenario unitRuns(double seconds, int pid, int restarts) {
        return see(
                kontali(
                        seconds,
                        new UnitChanged(
                                "kontali.service", "active", "running", "success", restarts, pid)));
    }

    /// The manager is about to start the unit again by itself.
    public Scenario unitAutoRestarts(double seconds) {
        return see(
                kontali(
                        seconds,
                        new UnitChanged(
                                "kontali.service",
                                "activating",
                                "auto-restart",
                                "success",
                                0,
                                null)));
    }

    public Scenario checkPassed(double seconds) {
        return see(
                kontali(
                        seconds,
                        new CheckPassed(
                                "http",
                                CheckKind.HTTP,
                                "http://127.0.0.1:8000/health",
                                Duration.ZERO)));
    }

    public Scenario checkFailed(double seconds, Failure failure, @Nullable PortHolder holder) {
        Integer status = failure == Failure.STATUS ? 500 : null;
        return see(
                kontali(
                        seconds,
                        new CheckFailed(
                                "http",
                                CheckKind.HTTP,
                                "http://127.0.0.1:8000/health",
                                failure,
                                status,
                                "",
                                2,
                                2,
                                Duration.ofSeconds(2),
                                holder)));
    }

    public Scenario neighbourDown() {
        neighbours.add(new Neighbour(POSTGRES, new EventId("n1"), at(990), "fails postgres"));
        return this;
    }

    public Scenario running() {
        return see(
                kontali(
                        started,
                        new ProcessStarted(
                                new ProcessKey(PID, 1),
                                role,
                                "python3 app.py",
                                at(started),
                                false)));
    }

    /// The death, as the rules see it.
    public Case.Death death() {
        HostEvent event =
                kontali(
                        DEATH,
                        new ProcessExited(
                                new ProcessKey(PID, 1),
                                role,
                                "/usr/bin/python3 app.py",
                                at(started),
                                exit,
                                resident,
                                at(DEATH - 1),
                                lastLines.isEmpty()
                                        ? List.of()
                                        : List.of(new LogTail("/var/log/app.log", lastLines)),
                                0));
        see(event);
        return Case.Death.of(instance, host, neighbours, instance.processes().exits().getLast());
    }

    /// A death that is read out of its last lines alone: nobody saw the end.
    public Case.Death presumed() {
        return endsUnseen().read(null);
    }

    /// A death that is read out of logs.
    ///
    /// @param end the line that tells of the end, where one does
    public Case.Death read(@Nullable Evidence end) {
        Case.Death seen = death();
        return Case.Death.read(instance, host, seen.exit(), new Case.Reading("the program", end));
    }

    /// Its first check that makes it down, as the rules see it.
    public Case.Failing failing(boolean alive) {
        return new Case.Failing(
                instance, host, neighbours, instance.health().down().getFirst(), alive);
    }

    public InstanceEvidence instance() {
        return instance;
    }

    public HostEvidence hostEvidence() {
        return host;
    }

    public Diagnosis diagnosis() {
        return Diagnosis.of(death());
    }

    public Optional<Finding> by(Rule rule) {
        return rule.examine(death());
    }
}

package dev.varde.processor.topology;

import static dev.varde.processor.Cast.KONTALI;
import static dev.varde.processor.Cast.NOON;
import static dev.varde.processor.Cast.POSTGRES;
import static dev.varde.processor.Cast.at;
import static dev.varde.processor.Cast.event;
import static dev.varde.processor.Cast.host;
import static dev.varde.processor.Cast.kontali;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.CollectorFact.Heartbeat;
import dev.varde.events.CollectorFact.ServiceDeclared;
import dev.varde.events.ExitStatus;
import dev.varde.events.HealthFact.CheckFailed;
import dev.varde.events.HealthFact.CheckKind;
import dev.varde.events.HealthFact.CheckPassed;
import dev.varde.events.HealthFact.Failure;
import dev.varde.events.HostEvent;
import dev.varde.events.Incident;
import dev.varde.events.Incident.Change;
import dev.varde.events.IncidentState;
import dev.varde.events.KernelFact.Killer;
import dev.varde.events.KernelFact.OomKilled;
import dev.varde.events.KernelFact.OomScope;
import dev.varde.events.OrderFact.OrderCarriedOut;
import dev.varde.events.OrderFact.OrderRefused;
import dev.varde.events.OrderFact.OrderStarted;
import dev.varde.events.OrderId;
import dev.varde.events.ProcessFact.ProcessExited;
import dev.varde.events.ProcessFact.ProcessStarted;
import dev.varde.events.ProcessFact.Role;
import dev.varde.events.ProcessKey;
import dev.varde.events.ServiceName;
import dev.varde.events.UnitFact.EndCode;
import dev.varde.events.UnitFact.UnitChanged;
import dev.varde.events.UnitFact.UnitProcessExited;
import dev.varde.processor.Cast;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Evidence that comes after the death, in whatever order.
class LateEvidenceTest {
    private static final OrderId ORDER = new OrderId("o-1");

    @TempDir Path data;
    private Stage stage;

    @BeforeEach
    void begin() {
        stage = new Stage(Cast.configuration(), data, NOON);
        stage.see(kontali(0.1, declared()));
        stage.see(started(0.2, 12));
        stage.see(passed(0.4));
    }

    @AfterEach
    void end() {
        stage.close();
    }

    @Test
    void aKernelLineThatFoundNoServiceIsClaimedByTheDeath() {
        stage.see(exited(10, 12, ExitStatus.signalled(9, false)));
        stage.see(host(10.2, oom(12)));

        List<Incident> told = stage.told();

        assertThat(told)
                .extracting(i -> i.cause().id())
                .containsExactly("killed-by-signal", "oom-kill");
        assertThat(told.getLast().revision()).isEqualTo(2);
        assertThat(told.getLast().findings())
                .extracting(f -> f.cause().id())
                .containsExactly("oom-kill", "killed-by-signal");
    }

    @Test
    void aKernelLineBeforeTheDeathMakesOneRevision() {
        stage.see(host(9.9, oom(12)));
        stage.see(exited(10, 12, ExitStatus.signalled(9, false)));

        assertThat(stage.told()).extracting(i -> i.cause().id()).containsExactly("oom-kill");
    }

    @Test
    void theSameKernelLineTwiceIsNoNews() {
        stage.see(exited(10, 12, ExitStatus.signalled(9, false)));
        stage.see(host(10.2, oom(12)));
        stage.told();

        stage.see(host(10.3, oom(12)));

        assertThat(stage.told()).isEmpty();
    }

    @Test
    void theUnitManagersWordCompletesADeathThatTheKernelDidNotExplain() {
        stage.see(exited(10, 12, ExitStatus.unavailable("kernel 5.10 is older than 6.15")));
        stage.see(
                kontali(
                        10.2,
                        new UnitProcessExited(
                                "kontali.service",
                                true,
                                12,
                                EndCode.KILLED,
                                9,
                                "Main process exited, code=killed, status=9/KILL")));

        assertThat(stage.told())
                .extracting(i -> i.cause().id())
                .containsExactly("unknown", "killed-by-signal");
    }

    @Test
    void aUnitsStopIsNoIncidentThoughTheProgramSaidNothing() {
        stage.see(unit(0.5, "active", "running", "success"));
        stage.see(exited(10, 12, ExitStatus.signalled(15, false)));
        stage.see(unit(11, "inactive", "dead", "success"));
        stage.pass(Duration.ofSeconds(5));

        assertThat(stage.told()).isEmpty();
    }

    @Test
    void aBareSigtermIsToldWhenTheUnitStaysSilent() {
        stage.see(unit(0.5, "active", "running", "success"));
        stage.see(exited(10, 12, ExitStatus.signalled(15, false)));

        stage.pass(Duration.ofSeconds(4));

        assertThat(stage.told())
                .extracting(i -> i.cause().id())
                .containsExactly("killed-by-signal");
    }

    @Test
    void aLateWordOfTheUnitEndsTheIncident() {
        stage.see(unit(0.5, "active", "running", "success"));
        stage.see(exited(10, 12, ExitStatus.signalled(15, false)));
        stage.see(unit(15, "inactive", "dead", "success"));

        Incident last = stage.told().getLast();

        assertThat(last.state()).isEqualTo(IncidentState.RESOLVED);
        assertThat(last.note()).contains("on purpose");
    }

    @Test
    void failingChecksOfADeadServiceAreNoSecondIncident() {
        stage.see(exited(10, 12, ExitStatus.signalled(9, false)));
        stage.see(failed(12, 2));
        stage.see(failed(42, 17));

        assertThat(stage.told()).extracting(Incident::revision).containsExactly(1);
    }

    @Test
    void aRefusedOrderIsTold() {
        stage.see(exited(10, 12, ExitStatus.signalled(9, false)));
        stage.see(kontali(11, new OrderRefused(ORDER, null, "the order has expired")));

        Incident last = stage.told().getLast();

        assertThat(last.change()).isEqualTo(Change.UPDATED);
        assertThat(last.restarts().getFirst().result()).isEqualTo("refused");
    }

    @Test
    void aRestartThatFailsIsOpenAgain() {
        stage.see(exited(10, 12, ExitStatus.signalled(9, false)));
        stage.see(kontali(11, new OrderStarted(ORDER, null, "unit kontali", null)));
        stage.see(
                kontali(
                        12,
                        new OrderCarriedOut(
                                ORDER, null, 5, "no such unit", Duration.ofSeconds(1))));

        Incident last = stage.told().getLast();

        assertThat(last.state()).isEqualTo(IncidentState.OPEN);
        assertThat(last.note()).contains("exit code 5: no such unit");
        assertThat(last.restarts().getFirst().result()).isEqualTo("failed");
    }

    @Test
    void aRestartWithoutHealthIsOpenAgainAfterAMinute() {
        stage.see(exited(10, 12, ExitStatus.signalled(9, false)));
        stage.see(kontali(11, new OrderStarted(ORDER, null, "unit kontali", null)));
        beats(12, 80);

        Incident last = stage.told().getLast();

        assertThat(last.state()).isEqualTo(IncidentState.OPEN);
        assertThat(last.note()).isEqualTo("not healthy 60 s after the restart");
    }

    @Test
    void timesAndRestartsOfAWholeLifeAreFilledIn() {
        stage.see(exited(10, 12, ExitStatus.signalled(9, false)));
        stage.see(kontali(11, new OrderStarted(ORDER, null, "unit kontali", 12)));
        stage.see(started(12, 13));
        stage.see(kontali(12.5, new OrderCarriedOut(ORDER, null, 0, "", Duration.ofSeconds(1))));
        stage.see(passed(14));
        beats(15, 50);

        Incident last = stage.told().getLast();

        assertThat(last.state()).isEqualTo(IncidentState.RESOLVED);
        assertThat(last.times().died()).isEqualTo(at(10));
        assertThat(last.times().restarted()).isEqualTo(at(11));
        assertThat(last.times().recovered()).isEqualTo(at(14));
        assertThat(last.times().resolved()).isAfterOrEqualTo(at(44));
        assertThat(last.restarts().getFirst().result()).isEqualTo("stable");
        assertThat(last.labels()).containsEntry("team", "erp");
        assertThat(last.restartable()).isTrue();
        assertThat(last.timeline())
                .extracting(Incident.TimelineEntry::what)
                .contains("died", "restart began: unit kontali", "back and healthy", "resolved");
    }

    @Test
    void aNeighbourThatIsDownIsNamed() {
        stage.see(check(5, POSTGRES, 2));
        stage.told();

        stage.see(status(10));

        assertThat(stage.told().getFirst().summary()).contains("postgres, which it needs, is down");
    }

    private void beats(int from, int until) {
        for (int t = from; t <= until; t += 5) {
            stage.see(host(t, new Heartbeat(Duration.ofHours(1), 1, 1, 0, 0, null)));
        }
    }

    private static ServiceDeclared declared() {
        return new ServiceDeclared(
                Map.of("team", "erp"), List.of(POSTGRES), true, List.of("http"), "unit k", false);
    }

    private static HostEvent started(double seconds, int pid) {
        return kontali(
                seconds,
                new ProcessStarted(
                        new ProcessKey(pid, pid), Role.MAIN, "x", at(seconds - 0.1), false));
    }

    private static HostEvent exited(double seconds, int pid, ExitStatus exit) {
        return kontali(
                seconds,
                new ProcessExited(
                        new ProcessKey(pid, pid),
                        Role.MAIN,
                        "x",
                        at(0.1),
                        exit,
                        1L << 30,
                        at(seconds - 1),
                        List.of(),
                        0));
    }

    private static HostEvent passed(double seconds) {
        return kontali(seconds, new CheckPassed("http", CheckKind.HTTP, "http://x", Duration.ZERO));
    }

    private static HostEvent failed(double seconds, int consecutive) {
        return check(seconds, KONTALI, consecutive);
    }

    private static HostEvent check(double seconds, ServiceName service, int consecutive) {
        return event(seconds, service, failure(Failure.REFUSED, consecutive));
    }

    private static HostEvent status(double seconds) {
        return kontali(seconds, failure(Failure.STATUS, 2));
    }

    private static CheckFailed failure(Failure failure, int consecutive) {
        return new CheckFailed(
                "http",
                CheckKind.HTTP,
                "http://x",
                failure,
                null,
                "",
                consecutive,
                2,
                Duration.ZERO,
                null);
    }

    private static HostEvent unit(double seconds, String active, String sub, String result) {
        return kontali(seconds, new UnitChanged("kontali.service", active, sub, result, 0, null));
    }

    private static OomKilled oom(int pid) {
        return new OomKilled(
                pid,
                "python3",
                OomScope.GLOBAL,
                Killer.KERNEL,
                1L << 30,
                null,
                "Out of memory: Killed process " + pid,
                List.of());
    }
}

package dev.varde.processor.watch;

import static dev.varde.processor.Cast.KONTALI;
import static dev.varde.processor.Cast.WEB_1;
import static dev.varde.processor.Cast.at;
import static dev.varde.processor.Cast.kontali;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.CollectorFact.ServiceDeclared;
import dev.varde.events.ExitStatus;
import dev.varde.events.HealthFact.CheckFailed;
import dev.varde.events.HealthFact.CheckKind;
import dev.varde.events.HealthFact.Failure;
import dev.varde.events.OperatorWord;
import dev.varde.events.ProcessFact.ProcessExited;
import dev.varde.events.ProcessFact.ProcessStarted;
import dev.varde.events.ProcessFact.Role;
import dev.varde.events.ProcessKey;
import dev.varde.events.Signals;
import dev.varde.processor.Cast;
import dev.varde.processor.diagnosis.SiteRules;
import dev.varde.processor.evidence.HostEvidence;
import dev.varde.processor.evidence.InstanceEvidence;
import dev.varde.processor.plan.Agenda;
import dev.varde.processor.plan.Calendar;
import dev.varde.processor.plan.Plans;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Ends in a deploy, in a maintenance, and seconds after a planned restart.
class PlansInLevelsTest {
    private static final ExitStatus KILLED = ExitStatus.signalled(Signals.KILL, false);
    private static final ExitStatus ASKED = ExitStatus.signalled(Signals.TERM, false);
    private static final ExitStatus FAILED = ExitStatus.exited(3);

    private InstanceEvidence instance =
            InstanceEvidence.none(Cast.KONTALI_ON_WEB_1)
                    .fold(
                            kontali(
                                    0,
                                    new ServiceDeclared(
                                            Map.of(),
                                            List.of(),
                                            true,
                                            List.of("http"),
                                            "unit",
                                            false)));
    private Plans plans = Plans.NONE;
    private boolean troubled;

    @Test
    void aKillInADeployIsPlannedAndSaysWhose() {
        deploy(90);
        lives(12, 1).dies(12, 100, KILLED);

        assertThat(level(101))
                .isEqualTo(
                        new Level.Planned(
                                at(100),
                                "it ended in the deploy of kontali-backend (by kari, 2.3)",
                                true));
    }

    @Test
    void aKillBeforeADeployIsACrash() {
        deploy(110);
        lives(12, 1).dies(12, 100, KILLED);

        assertThat(level(120)).isInstanceOf(Level.Dead.class);
    }

    @Test
    void aServiceThatIsNotBackAMinuteAfterTheDeployIsACrash() {
        deploy(90);
        lives(12, 1).dies(12, 100, KILLED);
        plans = plans.heard(new OperatorWord.DeployEnded(KONTALI, WEB_1, null, "kari", at(110)));

        assertThat(level(169)).isInstanceOf(Level.Planned.class);
        assertThat(level(170)).isInstanceOf(Level.Dead.class);
    }

    @Test
    void aPlannedStopThatNeverComesBackIsAnIncidentWhenItsCheckWantsIt() {
        deploy(90);
        lives(12, 1).dies(12, 100, ExitStatus.exited(0));
        plans = plans.heard(new OperatorWord.DeployEnded(KONTALI, WEB_1, null, "kari", at(110)));

        assertThat(level(200)).isInstanceOf(Level.Planned.class);
        checkFails(105);

        assertThat(level(200)).isInstanceOf(Level.Down.class);
    }

    @Test
    void aDeployedProcessThatFailsTwiceIsACrashWithinTheDeploy() {
        deploy(90);
        lives(12, 1).dies(12, 100, ASKED);
        lives(13, 101).dies(13, 103, FAILED);
        assertThat(level(104)).isInstanceOf(Level.Planned.class);

        lives(14, 105).dies(14, 107, FAILED);

        assertThat(level(108)).isInstanceOf(Level.Dead.class);
    }

    @Test
    void inAMaintenanceItMayFailAsOftenAsItLikes() {
        plans =
                plans.heard(
                        new OperatorWord.MaintenancePlanned(
                                WEB_1, null, WEB_1, "kari", at(0), at(90), at(600), null));
        lives(13, 101).dies(13, 103, FAILED);
        lives(14, 105).dies(14, 107, FAILED);
        lives(15, 109).dies(15, 111, KILLED);

        assertThat(level(500)).isInstanceOf(Level.Planned.class);
        assertThat(level(661)).isInstanceOf(Level.Dead.class);
    }

    @Test
    void aCheckThatBeganToFailInADeployIsWaitedFor() {
        deploy(90);
        lives(12, 1);
        checkFails(100);
        plans = plans.heard(new OperatorWord.DeployEnded(KONTALI, WEB_1, null, "kari", at(110)));

        assertThat(level(150)).isInstanceOf(Level.Wait.class);
        assertThat(level(170)).isInstanceOf(Level.Down.class);
    }

    @Test
    void aCheckThatFailedBeforeTheDeployIsNotExcusedByIt() {
        lives(12, 1);
        checkFails(80);
        deploy(90);

        assertThat(level(100)).isInstanceOf(Level.Down.class);
    }

    @Test
    void theEndOfAProcessThatAPlannedRestartBroughtIsWaitedFor() {
        lives(12, 1).dies(12, 100, ASKED);
        lives(13, 101).dies(13, 104, FAILED);

        assertThat(level(105)).isInstanceOf(Level.Wait.class);
        assertThat(level(114)).isInstanceOf(Level.Dead.class);
    }

    @Test
    void aSecondSuchEndIsACrash() {
        lives(12, 1).dies(12, 100, ASKED);
        lives(13, 101).dies(13, 104, FAILED);
        lives(14, 105).dies(14, 107, FAILED);

        assertThat(level(108)).isInstanceOf(Level.Dead.class);
    }

    @Test
    void oneThatComesBackByItselfWasNoCrash() {
        lives(12, 1).dies(12, 100, ASKED);
        lives(13, 101).dies(13, 104, FAILED);
        lives(14, 106);

        assertThat(level(114)).isInstanceOf(Level.Unclear.class);
    }

    @Test
    void afterAKillThereIsNoAftershock() {
        lives(12, 1).dies(12, 100, KILLED);
        lives(13, 101).dies(13, 104, FAILED);

        assertThat(level(105)).isInstanceOf(Level.Dead.class);
    }

    @Test
    void aProcessThatLivedLongerIsNoAftershock() {
        lives(12, 1).dies(12, 100, ASKED);
        lives(13, 101).dies(13, 112, FAILED);

        assertThat(level(113)).isInstanceOf(Level.Dead.class);
    }

    @Test
    void aServiceThatIsInTroubleAlreadyHasNoAftershocks() {
        lives(12, 1).dies(12, 100, ASKED);
        lives(13, 101).dies(13, 104, FAILED);
        troubled = true;

        assertThat(level(105)).isInstanceOf(Level.Dead.class);
    }

    private void deploy(double seconds) {
        plans =
                plans.heard(
                        new OperatorWord.DeployStarted(
                                KONTALI, WEB_1, null, "kari", at(seconds), "2.3"));
    }

    private PlansInLevelsTest lives(int pid, double seconds) {
        instance =
                instance.fold(
                        kontali(
                                seconds,
                                new ProcessStarted(
                                        new ProcessKey(pid, pid),
                                        Role.MAIN,
                                        "python3",
                                        at(seconds),
                                        false)));
        return this;
    }

    private void dies(int pid, double seconds, ExitStatus status) {
        var living = instance.processes().main().orElseThrow();
        instance =
                instance.fold(
                        kontali(
                                seconds,
                                new ProcessExited(
                                        new ProcessKey(pid, pid),
                                        Role.MAIN,
                                        "python3",
                                        living.startedAt(),
                                        status,
                                        null,
                                        null,
                                        List.of(),
                                        0)));
    }

    private void checkFails(double seconds) {
        instance =
                instance.fold(
                        kontali(
                                seconds,
                                new CheckFailed(
                                        "http",
                                        CheckKind.HTTP,
                                        "http://127.0.0.1:8000/health",
                                        Failure.REFUSED,
                                        null,
                                        "",
                                        2,
                                        2,
                                        Duration.ofSeconds(1),
                                        null)));
    }

    private Level level(double now) {
        Around around = new Around(new Agenda(plans, Calendar.NONE), troubled, Duration.ZERO);
        return Levels.of(
                new Scene(
                        instance,
                        HostEvidence.none(WEB_1),
                        List.of(),
                        at(now),
                        at(now),
                        around,
                        SiteRules.NONE));
    }
}

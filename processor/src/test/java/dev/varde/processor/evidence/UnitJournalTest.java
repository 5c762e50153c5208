package dev.varde.processor.evidence;

import static dev.varde.processor.Cast.KONTALI_ON_WEB_1;
import static dev.varde.processor.Cast.at;
import static dev.varde.processor.Cast.kontali;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.varde.events.ExitStatus;
import dev.varde.events.Fact;
import dev.varde.events.ProcessFact.ProcessExited;
import dev.varde.events.ProcessFact.Role;
import dev.varde.events.ProcessKey;
import dev.varde.events.UnitFact.CoreDumped;
import dev.varde.events.UnitFact.EndCode;
import dev.varde.events.UnitFact.MainEnd;
import dev.varde.events.UnitFact.RestartScheduled;
import dev.varde.events.UnitFact.StartLimitHit;
import dev.varde.events.UnitFact.UnitChanged;
import dev.varde.events.UnitFact.UnitFailed;
import dev.varde.events.UnitFact.UnitProcessExited;
import dev.varde.events.UnitFact.WatchdogExpired;
import dev.varde.events.wire.Codec;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class UnitJournalTest {
    private static final String UNIT = "kontali.service";
    private static final ExitStatus UNSEEN =
            ExitStatus.unavailable("kernel 5.10 is older than 6.15");

    private InstanceEvidence kontali = InstanceEvidence.none(KONTALI_ON_WEB_1);

    private void see(double seconds, Fact fact) {
        kontali = kontali.fold(kontali(seconds, fact));
    }

    private void dies(double seconds, int pid, Role role, ExitStatus exit) {
        see(
                seconds,
                new ProcessExited(
                        new ProcessKey(pid, pid),
                        role,
                        "x",
                        at(1),
                        exit,
                        null,
                        null,
                        List.of(),
                        0));
    }

    private static UnitProcessExited end(@Nullable Integer pid, boolean main) {
        return new UnitProcessExited(UNIT, main, pid, EndCode.KILLED, 9, "killed");
    }

    private ExitStatus exit() {
        return kontali.processes().exits().getLast().fact().exit();
    }

    @Test
    void theStatusOfTheSamePidCompletesADeathWhicheverComesFirst() {
        see(9, end(12, true));
        dies(10, 12, Role.MAIN, UNSEEN);
        assertThat(exit()).isEqualTo(ExitStatus.signalled(9, false));

        dies(20, 13, Role.MAIN, UNSEEN);
        see(21, end(13, true));
        assertThat(exit()).isEqualTo(ExitStatus.signalled(9, false));
    }

    @Test
    void whatTheKernelSaidIsKept() {
        dies(10, 12, Role.MAIN, ExitStatus.exited(3));
        see(10.1, end(12, true));

        assertThat(exit()).isEqualTo(ExitStatus.exited(3));
    }

    @Test
    void anotherProcessesStatusCompletesNothing() {
        dies(10, 12, Role.MAIN, UNSEEN);
        see(10.1, end(13, true));
        see(10.1, end(12, false));

        assertThat(exit()).isEqualTo(UNSEEN);
    }

    @Test
    void aStatusFromBeforeTheProcessBeganIsOfAnotherOneWithThePid() {
        see(0.5, end(12, true));
        dies(10, 12, Role.MAIN, UNSEEN);

        assertThat(exit()).isEqualTo(UNSEEN);
    }

    @Test
    void withoutAPidTheMainProcessThatEndedThenIsMeant() {
        dies(10, 12, Role.MAIN, UNSEEN);
        see(11, end(null, true));
        assertThat(exit()).isEqualTo(ExitStatus.signalled(9, false));

        dies(20, 13, Role.WORKER, UNSEEN);
        see(20.1, end(null, true));
        assertThat(exit()).isEqualTo(UNSEEN);
    }

    @Test
    void aDeathWhileNoCollectorRanIsCompletedByWhatTheJournalKept() {
        see(5, end(12, true));
        dies(3_600, 12, Role.MAIN, ExitStatus.unavailable("the collector was not running"));

        var death = kontali.processes().exits().getLast();
        assertThat(exit()).isEqualTo(ExitStatus.signalled(9, false));
        assertThat(kontali.units().endedAt(death.time(), death.fact())).contains(at(5));
    }

    @Test
    void whatSystemdAnswersWhenAskedCompletesADeathToo() {
        dies(10, 12, Role.MAIN, UNSEEN);
        see(
                12,
                new UnitChanged(
                        UNIT,
                        "failed",
                        "failed",
                        "exit-code",
                        0,
                        null,
                        new MainEnd(12, EndCode.EXITED, 7),
                        null));

        assertThat(exit()).isEqualTo(ExitStatus.exited(7));
    }

    @Test
    void itIsBoundedAndNothingCountsTwice() {
        for (int n = 0; n < 100; n++) {
            see(n, end(n + 1, true));
            var event = kontali(n, new UnitFailed(UNIT, "signal", "x".repeat(10_000)));
            kontali = kontali.fold(event).fold(event);
        }

        assertThat(kontali.units().ends()).hasSize(Bounds.UNIT_ENTRIES);
        assertThat(kontali.units().entries()).hasSize(Bounds.UNIT_ENTRIES);
        assertThat(kontali.units().entries().getFirst().text()).hasSizeLessThanOrEqualTo(501);
        assertThat(kontali.units().entries()).doesNotHaveDuplicates();
    }

    @Test
    void itSurvivesTheStoreAndStateWithoutItIsStillRead() throws Exception {
        see(1, new RestartScheduled(UNIT, 3, "a"));
        see(2, new StartLimitHit(UNIT, "b"));
        see(3, new WatchdogExpired(UNIT, "c"));
        see(4, new CoreDumped(UNIT, 12, 11, "python3", null, "d"));
        see(5, end(12, true));
        var mapper = Codec.mapper();

        ObjectNode json = mapper.valueToTree(kontali);

        assertThat(mapper.treeToValue(json, InstanceEvidence.class)).isEqualTo(kontali);
        json.remove("journal");
        assertThat(mapper.treeToValue(json, InstanceEvidence.class).units())
                .isEqualTo(UnitJournal.NONE);
    }
}

package dev.varde.collector.probe;

import static dev.varde.collector.probe.Configured.KONTALI;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.ExitStatus;
import dev.varde.events.ProcessFact.Role;
import dev.varde.events.ProcessKey;
import dev.varde.events.ServiceName;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecallTest {
    private static final ProcessKey SELF =
            ProcStat.of(Proc.ROOT, (int) ProcessHandle.current().pid()).orElseThrow().key();

    private static ProcessMemory.Entry entry(
            ServiceName service, ProcessKey key, Role role, @Nullable ExitStatus exit) {
        return new ProcessMemory.Entry(
                service, key.pid(), key.startTicks(), role, "x", Instant.EPOCH, exit, null);
    }

    private static ProcessMemory.Entry living() {
        return entry(KONTALI, SELF, Role.MAIN, null);
    }

    /// The pid lives, but it is another process's now.
    private static ProcessMemory.Entry dead(Role role, @Nullable ExitStatus exit) {
        return entry(KONTALI, new ProcessKey(SELF.pid(), SELF.startTicks() - 9), role, exit);
    }

    @Test
    void aWorkerThatEndedUnseenIsNotToldWhileItsServiceLives() {
        assertThat(Recall.of(List.of(living(), dead(Role.WORKER, null)))).isEmpty();
    }

    @Test
    void aWorkerThatIsKnownToHaveEndedBadlyIsToldWithWhoRemains() {
        var worker = dead(Role.WORKER, ExitStatus.exited(1));

        assertThat(Recall.of(List.of(worker, living())))
                .containsExactly(new Recall.Dead(worker, 1));
    }

    @Test
    void aWorkerThatEndedWellOrNobodyKnowsHowIsNotToldWhileItsServiceLives() {
        var well = dead(Role.WORKER, ExitStatus.exited(0));
        var unknown = dead(Role.WORKER, ExitStatus.unavailable("gone"));

        assertThat(Recall.of(List.of(well, living(), unknown))).isEmpty();
    }

    @Test
    void aMainProcessIsToldWithWhoRemains() {
        var main = dead(Role.MAIN, null);

        assertThat(Recall.of(List.of(main, living()))).containsExactly(new Recall.Dead(main, 1));
    }

    @Test
    void aWorkerOfAServiceWithNobodyLeftIsTold() {
        var worker = dead(Role.WORKER, null);
        var other = entry(new ServiceName("other"), SELF, Role.MAIN, null);

        assertThat(Recall.of(List.of(worker, other))).containsExactly(new Recall.Dead(worker, 0));
    }

    @Test
    void nothingIsToldOfTheLivingOrOfNobody() {
        assertThat(Recall.of(List.of())).isEmpty();
        assertThat(Recall.of(List.of(living()))).isEmpty();
    }
}

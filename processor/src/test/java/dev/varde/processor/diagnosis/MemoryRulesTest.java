package dev.varde.processor.diagnosis;

import static dev.varde.processor.diagnosis.Scenario.DEATH;
import static dev.varde.processor.diagnosis.Scenario.PID;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.Cause;
import dev.varde.events.Confidence;
import dev.varde.events.KernelFact.OomScope;
import dev.varde.events.Signals;
import org.junit.jupiter.api.Test;

class MemoryRulesTest {
    private final OomKill oomKill = new OomKill();
    private final MemoryLimit memoryLimit = new MemoryLimit();

    @Test
    void aKernelLineOfTheSamePidIsCertain() {
        Finding found =
                new Scenario()
                        .killedBy(Signals.KILL)
                        .hostMemory(30 << 20, 0)
                        .oom(DEATH + 0.02, PID, OomScope.GLOBAL)
                        .by(oomKill)
                        .orElseThrow();

        assertThat(found.confidence()).isEqualTo(Confidence.CERTAIN);
        assertThat(found.summary())
                .isEqualTo(
                        "kontali-backend on web-1 was killed by the kernel: out of memory"
                                + " (1.9 GiB resident, no swap)");
        assertThat(found.evidence().getFirst().source()).isEqualTo("kernel");
    }

    @Test
    void theKernelLineMayComeBeforeTheDeath() {
        assertThat(
                        new Scenario()
                                .killedBy(Signals.KILL)
                                .oom(DEATH - 3, PID, OomScope.GLOBAL)
                                .by(oomKill))
                .isPresent();
    }

    @Test
    void aKillThatNoServiceWasFoundForIsClaimedByItsPid() {
        assertThat(new Scenario().killedBy(Signals.KILL).oomOfHost(DEATH, PID).by(oomKill))
                .isPresent();
    }

    @Test
    void aKillOfSomebodyElseIsNotOurs() {
        assertThat(new Scenario().killedBy(Signals.KILL).oomOfHost(DEATH, 99).by(oomKill))
                .isEmpty();
    }

    @Test
    void aKillLongBeforeIsNotThisDeath() {
        assertThat(
                        new Scenario()
                                .killedBy(Signals.KILL)
                                .oom(DEATH - 60, PID, OomScope.GLOBAL)
                                .by(oomKill))
                .isEmpty();
    }

    @Test
    void aKillWhoseVictimNobodyNamedIsOnlyLikelyAndShowsNoPid() {
        Finding found =
                new Scenario()
                        .killedBy(Signals.KILL)
                        .oom(DEATH + 0.1, 0, OomScope.CGROUP)
                        .by(memoryLimit)
                        .orElseThrow();

        assertThat(found.confidence()).isEqualTo(Confidence.LIKELY);
        assertThat(found.summary()).contains("killed a process of it");
        assertThat(found.against()).containsExactly("Nobody named the victim by its pid.");
    }

    @Test
    void aKilledChildThatTookTheServiceDownIsOnlyLikely() {
        Finding found =
                new Scenario()
                        .exits(1)
                        .oom(DEATH - 1, 4999, OomScope.CGROUP)
                        .by(memoryLimit)
                        .orElseThrow();

        assertThat(found.confidence()).isIn(Confidence.LIKELY, Confidence.CERTAIN);
        assertThat(found.cause()).isEqualTo(Cause.MEMORY_LIMIT);
    }

    @Test
    void aKillInsideItsCgroupIsTheLimitAndNotTheHost() {
        Scenario scenario =
                new Scenario()
                        .killedBy(Signals.KILL)
                        .limit(512 << 20)
                        .oom(DEATH, PID, OomScope.CGROUP);
        Case.Death death = scenario.death();

        assertThat(memoryLimit.examine(death)).isPresent();
        assertThat(oomKill.examine(death)).isEmpty();
        assertThat(memoryLimit.examine(death).orElseThrow().summary()).contains("limit 512 MiB");
    }

    @Test
    void aKillNearTheLimitIsTheKernel() {
        Finding found =
                new Scenario()
                        .killedBy(Signals.KILL)
                        .limit(512 << 20)
                        .resident(510 << 20)
                        .by(memoryLimit)
                        .orElseThrow();

        assertThat(found.confidence()).isEqualTo(Confidence.LIKELY);
        assertThat(found.against()).isNotEmpty();
    }

    @Test
    void aKillFarBelowTheLimitIsNot() {
        assertThat(
                        new Scenario()
                                .killedBy(Signals.KILL)
                                .limit(512 << 20)
                                .resident(100 << 20)
                                .by(memoryLimit))
                .isEmpty();
    }

    @Test
    void aKillOnAnExhaustedHostIsPossiblyTheKernel() {
        Scenario scenario = new Scenario().killedBy(Signals.KILL).hostMemory(20 << 20, 0);

        assertThat(scenario.by(oomKill).orElseThrow().confidence()).isEqualTo(Confidence.POSSIBLE);
        assertThat(scenario.diagnosis().best().cause()).isEqualTo(Cause.KILLED_BY_SIGNAL);
    }

    @Test
    void theUnitManagersWordCountsWithoutAKernelLine() {
        Scenario scenario =
                new Scenario().killedBy(Signals.KILL).unit(DEATH + 0.5, "failed", "oom-kill");

        assertThat(scenario.diagnosis().best().cause()).isEqualTo(Cause.OOM_KILL);
    }

    @Test
    void anOlderWordOfTheUnitManagerDoesNot() {
        Scenario scenario =
                new Scenario().killedBy(Signals.KILL).unit(DEATH - 600, "failed", "oom-kill");

        assertThat(scenario.diagnosis().best().cause()).isEqualTo(Cause.KILLED_BY_SIGNAL);
    }

    @Test
    void exitCode137IsAKillToo() {
        Scenario scenario = new Scenario().exits(137).oom(DEATH, PID, OomScope.GLOBAL);

        assertThat(scenario.diagnosis().best().cause()).isEqualTo(Cause.OOM_KILL);
    }
}

package dev.varde.collector.ship;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.CollectorFact;
import dev.varde.events.ExitStatus;
import dev.varde.events.Fact;
import dev.varde.events.LogFact;
import dev.varde.events.LogTail;
import dev.varde.events.ProcessFact;
import dev.varde.events.ProcessKey;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class WeightTest {
    @Test
    void deathsAreHeavierThanLogsAndLogsThanSamples() {
        Weight death = Weight.of(Cast.death("d").fact());
        Weight line = Weight.of(Cast.line("l", "x").fact());
        Weight heartbeat = Weight.of(Cast.heartbeat("h").fact());
        assertThat(List.of(heartbeat, line, death)).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void theFullerTheSpoolTheFewerAreAdmitted() {
        assertThat(admitted(0.10)).containsExactly(Weight.values());
        assertThat(admitted(0.60)).containsExactly(Weight.LOG, Weight.STATE, Weight.VITAL);
        assertThat(admitted(0.80)).containsExactly(Weight.STATE, Weight.VITAL);
        assertThat(admitted(0.99)).containsExactly(Weight.VITAL);
        assertThat(admitted(1.00)).isEmpty();
    }

    private static List<Weight> admitted(double filled) {
        return Arrays.stream(Weight.values()).filter(w -> w.admittedAt(filled)).toList();
    }

    @Test
    void codesOnDiskNeverChange() {
        assertThat(Weight.ofCode((byte) 0)).contains(Weight.ROUTINE);
        assertThat(Weight.ofCode((byte) 1)).contains(Weight.LOG);
        assertThat(Weight.ofCode((byte) 2)).contains(Weight.STATE);
        assertThat(Weight.ofCode((byte) 3)).contains(Weight.VITAL);
        assertThat(Weight.ofCode((byte) 4)).isEmpty();
    }

    @Test
    void aDeathIsSlimmedToItsBonesButStaysADeath() {
        String[] lines = Collections.nCopies(50, "y".repeat(4_000)).toArray(String[]::new);
        ProcessFact.ProcessExited once =
                slim(ProcessFact.ProcessExited.class, Cast.death("d", lines).fact(), 1);
        ProcessFact.ProcessExited bones =
                slim(ProcessFact.ProcessExited.class, Cast.death("d", lines).fact(), Slimming.LAST);
        assertThat(once.lastLines().getFirst().lines())
                .hasSize(30)
                .allMatch(l -> l.length() == 501);
        assertThat(bones.lastLines()).isEqualTo(List.<LogTail>of());
        assertThat(bones.exit()).isEqualTo(ExitStatus.signalled(9, false));
    }

    @Test
    void aTraceIsSlimmedInItsMiddle() {
        List<String> lines =
                java.util.stream.IntStream.range(0, 500).mapToObj(i -> "line " + i).toList();
        Fact fact = new LogFact.LogMatched("/x", 0, LogFact.LogKind.STACK_TRACE, lines, null);
        LogFact.LogMatched slim = slim(LogFact.LogMatched.class, fact, 2);
        assertThat(slim.lines()).hasSize(10).startsWith("line 0").endsWith("line 499");
        CollectorFact.GapSeen gap = slim(CollectorFact.GapSeen.class, fact, 3);
        assertThat(gap.source()).isEqualTo("log.matched");
    }

    private static <F extends Fact> F slim(Class<F> kind, Fact fact, int degree) {
        var event =
                new dev.varde.events.HostEvent(
                        new dev.varde.events.EventId("e"),
                        Cast.NOON,
                        Cast.WEB_1,
                        "r",
                        1,
                        null,
                        fact);
        return kind.cast(Slimming.slim(event, degree).fact());
    }

    private static ProcessFact.ProcessExited exit(ProcessFact.Role role, ExitStatus status) {
        return new ProcessFact.ProcessExited(
                new ProcessKey(12, 34),
                role,
                "worker",
                Cast.NOON,
                status,
                null,
                null,
                List.of(),
                3);
    }

    @Test
    void aWorkerThatEndsAsItShouldIsNotKeptToTheLast() {
        assertThat(Weight.of(exit(ProcessFact.Role.WORKER, ExitStatus.exited(0))))
                .isEqualTo(Weight.STATE);
    }

    @Test
    void everyOtherEndIs() {
        assertThat(Weight.of(exit(ProcessFact.Role.MAIN, ExitStatus.exited(0))))
                .isEqualTo(Weight.VITAL);
        for (ExitStatus status :
                List.of(
                        ExitStatus.exited(1),
                        ExitStatus.exited(255),
                        ExitStatus.signalled(9, false),
                        ExitStatus.unavailable("nobody saw it"))) {
            for (ProcessFact.Role role : ProcessFact.Role.values()) {
                assertThat(Weight.of(exit(role, status))).isEqualTo(Weight.VITAL);
            }
        }
        assertThat(Weight.of(new ProcessFact.ProcessMissing("unit: a.service")))
                .isEqualTo(Weight.VITAL);
    }

    @Test
    void aStartIsToldOnceButGivesWayToADeath() {
        for (ProcessFact.Role role : ProcessFact.Role.values()) {
            assertThat(
                            Weight.of(
                                    new ProcessFact.ProcessStarted(
                                            new ProcessKey(12, 34),
                                            role,
                                            "worker",
                                            Cast.NOON,
                                            false)))
                    .isEqualTo(Weight.STATE);
        }
    }

    @Test
    void whatIsShortStaysWholeUntilTheLastDegree() {
        for (Fact fact :
                List.of(
                        Cast.heartbeat("h").fact(),
                        new ProcessFact.ProcessMissing("unit: a.service"),
                        new Fact.Unknown("future.fact", "{}"))) {
            assertThat(slim(Fact.class, fact, 1)).isSameAs(fact);
            assertThat(slim(Fact.class, fact, 2)).isSameAs(fact);
            assertThat(slim(Fact.class, fact, Slimming.LAST))
                    .isInstanceOf(CollectorFact.GapSeen.class);
        }
    }

    @Test
    void aLineIsCutOnlyWhenItIsLonger() {
        LogFact.LogMatched most =
                new LogFact.LogMatched(
                        "/x",
                        0,
                        LogFact.LogKind.LINE,
                        List.of("x".repeat(500), "y".repeat(501)),
                        null);
        assertThat(slim(LogFact.LogMatched.class, most, 1).lines())
                .containsExactly("x".repeat(500), "y".repeat(500) + "…");
    }
}

package dev.varde.collector.kernel;

import static dev.varde.collector.probe.Configured.KONTALI;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.collector.KillReport;
import dev.varde.collector.kernel.KillSighting.Counted;
import dev.varde.collector.kernel.KillSighting.Logged;
import dev.varde.collector.kernel.KillSighting.Reported;
import dev.varde.collector.kernel.KillSighting.Rise;
import dev.varde.collector.probe.Seen;
import dev.varde.events.EventId;
import dev.varde.events.KernelFact.KernelReported;
import dev.varde.events.KernelFact.Killer;
import dev.varde.events.KernelFact.OomKilled;
import dev.varde.events.KernelFact.OomScope;
import dev.varde.events.KernelFact.Report;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KillsTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final String UNIT = "kontali.service";
    private static final String CGROUP = "/system.slice/kontali.service";
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final Seen seen = new Seen();
    private final List<EventId> acknowledged = new ArrayList<>();
    private final Kills kills = new Kills("boot-1", List.of(), seen);
    private long now = 5 * SECOND;

    private Logged line(int pid, long sequence) {
        OomKilled kill =
                new OomKilled(
                        pid,
                        "java",
                        OomScope.CGROUP,
                        Killer.KERNEL,
                        1L << 30,
                        CGROUP,
                        "Killed process " + pid,
                        List.of());
        EventId id = new EventId("boot-1:kmsg:" + sequence);
        return new Logged(kill, KONTALI, NOON, id, () -> acknowledged.add(id));
    }

    private static Reported said(
            Killer killer,
            @Nullable Integer pid,
            @Nullable String unit,
            @Nullable String cgroup,
            String id) {
        KillReport report =
                new KillReport(
                        killer, pid, unit, cgroup, null, NOON.plusMillis(40), new EventId(id), id);
        return new Reported(report, KONTALI, OomScope.GLOBAL);
    }

    private static Reported systemd(String id) {
        return said(Killer.KERNEL, null, UNIT, null, id);
    }

    private static Counted counted(long total, long more, Rise... rises) {
        return new Counted(total, more, List.of(rises), NOON.plusMillis(700));
    }

    private static Rise rise(long more) {
        return new Rise(KONTALI, CGROUP, more);
    }

    private void hear(KillSighting... sightings) {
        for (KillSighting sighting : sightings) {
            kills.hear(sighting, now);
        }
    }

    private void pass(Duration time) {
        now += time.toNanos();
        kills.settle(now);
    }

    private void patienceEnds() {
        pass(Duration.ofSeconds(3));
    }

    @Test
    void theKernelsLineIsToldAtOnceAndTheOthersAddNothing() {
        hear(line(41, 7));
        assertThat(seen.facts(OomKilled.class)).hasSize(1);

        hear(systemd("cursor-1"), counted(1, 1, rise(1)));
        patienceEnds();

        assertThat(seen.all())
                .singleElement()
                .satisfies(s -> {
                    assertThat(s.id().value()).isEqualTo("boot-1:kmsg:7");
                    assertThat(s.service()).isEqualTo(KONTALI);
                });
    }

    @Test
    void theUnitManagersWordWaitsForTheKernelsLine() {
        hear(systemd("cursor-1"));
        assertThat(seen.all()).isEmpty();

        pass(Duration.ofMillis(1_500));
        hear(line(41, 7));
        patienceEnds();

        assertThat(seen.facts(OomKilled.class))
                .singleElement()
                .extracting(OomKilled::pid)
                .isEqualTo(41);
    }

    @Test
    void theUnitManagersWordStandsWhereTheKernelsLogSaysNothing() {
        hear(counted(1, 1, rise(1)), systemd("cursor-1"));
        patienceEnds();

        assertThat(seen.all())
                .singleElement()
                .satisfies(s -> {
                    assertThat(s.id().value()).isEqualTo("cursor-1");
                    assertThat(((OomKilled) s.fact()).pid()).isZero();
                    assertThat(((OomKilled) s.fact()).killer()).isEqualTo(Killer.KERNEL);
                });
    }

    @Test
    void aKillThatWasOnlyCountedIsSaidToBeUnexplainedInItsService() {
        hear(counted(3, 1, rise(1)));
        pass(Duration.ofMillis(1_900));
        assertThat(seen.all()).isEmpty();
        patienceEnds();

        assertThat(seen.all())
                .singleElement()
                .satisfies(s -> {
                    assertThat(s.id().value()).isEqualTo("boot-1:oom-count:3:kontali");
                    assertThat(s.service()).isEqualTo(KONTALI);
                    KernelReported fact = (KernelReported) s.fact();
                    assertThat(fact.report()).isEqualTo(Report.OOM_UNEXPLAINED);
                    assertThat(fact.text()).contains("1 kill ", CGROUP);
                });
    }

    @Test
    void aKillThatWasOnlyCountedOutsideOfAllServicesIsTheHosts() {
        hear(counted(4, 2));
        patienceEnds();

        assertThat(seen.all())
                .singleElement()
                .satisfies(s -> {
                    assertThat(s.id().value()).isEqualTo("boot-1:oom-count:4");
                    assertThat(s.service()).isNull();
                    assertThat(((KernelReported) s.fact()).text()).contains("2 kills");
                });
    }

    @Test
    void ofThreeKillsCountedOnlyTheOneThatNobodyNamedIsUnexplained() {
        hear(line(41, 7), counted(3, 3, rise(2)), line(42, 8));
        patienceEnds();

        assertThat(seen.facts(OomKilled.class)).hasSize(2);
        assertThat(seen.facts(KernelReported.class))
                .singleElement()
                .satisfies(r -> assertThat(r.text()).contains("1 kill "));
    }

    @Test
    void aLineThatComesAfterItWasToldMakesNoSecondEventAndIsAcknowledged() {
        hear(systemd("cursor-1"));
        patienceEnds();

        hear(line(41, 7));
        patienceEnds();

        assertThat(seen.all()).hasSize(1);
        assertThat(acknowledged).hasSize(1);
    }

    @Test
    void aLineThatComesAfterTheKillWasCalledUnexplainedMakesNoSecondEvent() {
        hear(counted(1, 1));
        patienceEnds();

        hear(line(41, 7), line(42, 8));

        assertThat(seen.facts(OomKilled.class))
                .as("one was counted, so the second line is another kill")
                .singleElement()
                .extracting(OomKilled::pid)
                .isEqualTo(42);
    }

    @Test
    void eachLineOfAGroupKillIsAKill() {
        hear(line(41, 7), line(42, 8), line(43, 9), systemd("cursor-1"), counted(3, 3, rise(3)));
        patienceEnds();

        assertThat(seen.facts(OomKilled.class)).hasSize(3);
        assertThat(seen.all()).hasSize(3);
    }

    @Test
    void theUnitManagersWordStandsForAllOfAGroupKill() {
        hear(systemd("cursor-1"), counted(3, 3, rise(3)));
        patienceEnds();

        assertThat(seen.all()).hasSize(1);
    }

    @Test
    void oomdAndTheUnitManagerTellOfOneKillAndTheFullerWordsWin() {
        hear(
                said(Killer.SYSTEMD_OOMD, null, UNIT, null, "by-systemd"),
                said(Killer.SYSTEMD_OOMD, null, null, CGROUP, "by-oomd"));
        patienceEnds();
        hear(said(Killer.SYSTEMD_OOMD, null, UNIT, null, "by-systemd-again"));
        patienceEnds();

        assertThat(seen.all())
                .singleElement()
                .satisfies(s -> {
                    assertThat(s.id().value()).isEqualTo("by-oomd");
                    assertThat(((OomKilled) s.fact()).cgroup()).isEqualTo(CGROUP);
                });
    }

    @Test
    void earlyoomsTwoSignalsToOneProcessAreOneKill() {
        hear(said(Killer.EARLYOOM, 41, null, null, "term"));
        patienceEnds();
        hear(said(Killer.EARLYOOM, 41, null, null, "kill"));
        patienceEnds();

        assertThat(seen.facts(OomKilled.class)).hasSize(1);
    }

    @Test
    void aVictimOfEarlyoomThatTheKernelThenKillsIsOneKill() {
        hear(said(Killer.EARLYOOM, 41, null, null, "term"));
        patienceEnds();
        hear(line(41, 7), counted(1, 1, rise(1)));
        patienceEnds();

        assertThat(seen.all()).hasSize(1);
    }

    @Test
    void twoVictimsOfEarlyoomAreTwoKills() {
        hear(
                said(Killer.EARLYOOM, 41, null, null, "first"),
                said(Killer.EARLYOOM, 42, null, null, "second"));
        patienceEnds();

        assertThat(seen.facts(OomKilled.class)).hasSize(2);
    }

    @Test
    void twoWordsOfTheUnitManagerAreTwoKills() {
        hear(systemd("cursor-1"), systemd("cursor-2"), systemd("cursor-2"));
        patienceEnds();

        assertThat(seen.facts(OomKilled.class)).hasSize(2);
    }

    @Test
    void anUnnamedKillLongAfterALineIsNotHiddenByIt() {
        hear(line(41, 7), counted(1, 1, rise(1)));
        patienceEnds();
        pass(Duration.ofSeconds(30));

        hear(counted(2, 1, rise(1)));
        patienceEnds();

        assertThat(seen.facts(KernelReported.class)).hasSize(1);
    }

    @Test
    void whatTheBrokerDidNotHaveIsToldAgainUnderTheSameId() {
        hear(systemd("cursor-1"));
        patienceEnds();
        Kills next = new Kills("boot-1", kills.told(), seen);

        next.hear(systemd("cursor-1"), now);
        next.hear(line(41, 7), now);

        assertThat(seen.all()).extracting(s -> s.id().value()).containsOnly("cursor-1").hasSize(2);
    }

    @Test
    void aKillToldBeforeARestartIsNotToldByAnotherSourceAfterIt() {
        hear(line(41, 7));
        Kills next = new Kills("boot-1", kills.told(), seen);

        next.hear(systemd("cursor-1"), now);
        next.settle(now + 3 * SECOND);

        assertThat(seen.all()).hasSize(1);
    }

    @Test
    void thousandsOfReportsAreBounded() {
        for (int i = 0; i < 5_000; i++) {
            hear(said(Killer.EARLYOOM, 1_000 + i, null, null, "kill-" + i));
        }
        patienceEnds();

        assertThat(seen.facts(OomKilled.class)).hasSize(5_000);
        assertThat(kills.told()).hasSizeLessThanOrEqualTo(100);
    }

    /// Each source that tells of one kill or more, in all orders and with pauses between them that
    /// are shorter than the patience.
    @Test
    void whateverTheOrderOneKillIsOneEvent() {
        for (int seed = 0; seed < 2_000; seed++) {
            Random random = new Random(seed);
            Seen each = new Seen();
            Kills fresh = new Kills("boot-1", List.of(), each);
            boolean logged = random.nextBoolean();
            List<KillSighting> all = new ArrayList<>(List.of(counted(1, 1, rise(1))));
            if (logged) {
                all.add(line(41, 7));
            }
            if (random.nextBoolean()) {
                all.add(systemd("cursor-1"));
            }
            Collections.shuffle(all, random);
            long time = SECOND;
            for (KillSighting sighting : all) {
                fresh.hear(sighting, time);
                time += random.nextLong(SECOND * 9 / 10);
                fresh.settle(time);
            }
            fresh.settle(time + 3 * SECOND);

            assertThat(each.all()).as("seed %d: %s", seed, all).hasSize(1);
            assertThat(each.facts(OomKilled.class).stream().anyMatch(k -> k.pid() == 41))
                    .as("seed %d: the kernel's line wins where there is one", seed)
                    .isEqualTo(logged);
        }
    }

    /// Some kills are in the log, others only counted; reports come of all, of some, or of none.
    @Test
    void severalKillsInAnyOrderAreToldOnceEach() {
        for (int seed = 0; seed < 2_000; seed++) {
            Random random = new Random(seed);
            int inLog = 1 + random.nextInt(4);
            int counted = inLog + random.nextInt(3);
            List<KillSighting> all = new ArrayList<>();
            for (int i = 0; i < inLog; i++) {
                all.add(line(40 + i, i));
            }
            all.add(counted(counted, counted, rise(counted)));
            Collections.shuffle(all, random);
            Seen each = new Seen();
            Kills fresh = new Kills("boot-1", List.of(), each);
            long time = SECOND;
            for (KillSighting sighting : all) {
                fresh.hear(sighting, time);
                time += random.nextLong(SECOND / 3);
                fresh.settle(time);
            }
            fresh.settle(time + 3 * SECOND);

            assertThat(each.facts(OomKilled.class)).as("seed %d", seed).hasSize(inLog);
            assertThat(each.facts(KernelReported.class))
                    .as("seed %d: %d of %d named", seed, inLog, counted)
                    .hasSize(counted > inLog ? 1 : 0);
        }
    }
}

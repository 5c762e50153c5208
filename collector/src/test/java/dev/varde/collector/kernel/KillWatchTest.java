package dev.varde.collector.kernel;

import static dev.varde.collector.probe.Configured.KONTALI;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.collector.KillCounts.KillCount;
import dev.varde.collector.KillReport;
import dev.varde.collector.Owners;
import dev.varde.collector.probe.Seen;
import dev.varde.events.EventId;
import dev.varde.events.KernelFact.KernelReported;
import dev.varde.events.KernelFact.Killer;
import dev.varde.events.KernelFact.OomKilled;
import dev.varde.events.KernelFact.OomScope;
import dev.varde.events.ProcessKey;
import dev.varde.events.ServiceName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.groups.Tuple;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KillWatchTest {
    private static final String UNIT = "kontali.service";
    private static final String CGROUP = "/system.slice/" + UNIT;
    private static final Owners OWNERS =
            new Owners() {
                @Override
                public Optional<ServiceName> ownerOf(int pid, @Nullable String cgroup) {
                    return CGROUP.equals(cgroup) ? Optional.of(KONTALI) : Optional.empty();
                }

                @Override
                public Optional<ProcessKey> main(ServiceName service) {
                    return Optional.empty();
                }
            };

    @TempDir Path folder;
    private final Seen seen = new Seen();
    private final AtomicLong inCgroup = new AtomicLong();
    private final AtomicInteger reads = new AtomicInteger();
    private Path vmstat;

    @BeforeEach
    void cast() throws IOException {
        vmstat = folder.resolve("vmstat");
        count(4);
    }

    /// In its place, as the kernel's file is always the same one.
    private void count(long kills) throws IOException {
        Files.writeString(vmstat, "pgfault 3\noom_kill " + kills + "\nhtlb_buddy_alloc 0\n");
    }

    private KillWatch start(String bootId) {
        return KillWatch.start(
                new KillWatch.Place(bootId, vmstat, folder),
                OWNERS,
                () -> {
                    reads.incrementAndGet();
                    return List.of(new KillCount(KONTALI, CGROUP, 1, inCgroup.get(), true));
                },
                seen);
    }

    private static KillReport report(Killer killer, @Nullable String unit) {
        return new KillReport(
                killer, null, unit, null, null, Instant.now(), new EventId("cursor-1"), "killed");
    }

    @Test
    void aKillThatOnlyTheCountersSawIsToldInItsService() throws Exception {
        try (KillWatch _ = start("boot-1")) {
            Awaitility.await().until(() -> reads.get() > 0);
            inCgroup.set(1);
            count(5);

            KernelReported report = seen.await(KernelReported.class);

            assertThat(report.text()).contains(CGROUP);
            assertThat(seen.all().getFirst().service()).isEqualTo(KONTALI);
            assertThat(seen.all().getFirst().id().value()).isEqualTo("boot-1:oom-count:5:kontali");
        }
    }

    @Test
    void killsBeforeTheFirstStartEverAreNotTold() throws Exception {
        try (KillWatch _ = start("boot-1")) {
            Awaitility.await().until(() -> Files.exists(folder.resolve("kills.json")));
        }

        assertThat(seen.all()).isEmpty();
        assertThat(folder.resolve("kills.json")).content().contains("\"counted\":4");
    }

    @Test
    void aKillCountedWhileNoCollectorRanIsToldAtTheNextStart() throws Exception {
        start("boot-1").close();
        count(6);

        try (KillWatch _ = start("boot-1")) {
            assertThat(seen.await(KernelReported.class).text()).contains("2 kills");
        }
    }

    @Test
    void afterABootTheCountBeginsAnew() throws Exception {
        start("boot-1").close();
        count(1);

        try (KillWatch _ = start("boot-2")) {
            assertThat(seen.await(KernelReported.class).text()).contains("1 kill ");
        }
    }

    @Test
    void anUnexplainedKillIsToldOnceAcrossRestarts() throws Exception {
        try (KillWatch _ = start("boot-1")) {
            count(5);
            seen.await(KernelReported.class);
        }
        count(6);
        try (KillWatch _ = start("boot-1")) {
            Awaitility.await().until(() -> seen.facts(KernelReported.class).size() == 2);
        }

        assertThat(seen.all())
                .extracting(s -> s.id().value())
                .containsExactly("boot-1:oom-count:5", "boot-1:oom-count:6");
    }

    @Test
    void theServiceOfAUnitIsFoundAndItsLimitMakesTheScope() {
        try (KillWatch watch = start("boot-1")) {
            watch.reported(report(Killer.KERNEL, UNIT));

            OomKilled kill = seen.await(OomKilled.class);

            assertThat(kill.scope()).isEqualTo(OomScope.CGROUP);
            assertThat(kill.text()).isEqualTo("killed");
            assertThat(seen.all().getFirst().service()).isEqualTo(KONTALI);
        }
    }

    @Test
    void whatWasReportedIsNotLostWhenTheCollectorStops() {
        KillWatch watch = start("boot-1");
        watch.reported(report(Killer.SYSTEMD_OOMD, "other.service"));

        watch.close();

        assertThat(seen.facts(OomKilled.class))
                .singleElement()
                .satisfies(k -> assertThat(k.scope()).isEqualTo(OomScope.GLOBAL));
        assertThat(seen.all().getFirst().service()).isNull();
    }

    @Test
    void aTornMemoryCountsAsNone() throws Exception {
        Files.writeString(folder.resolve("kills.json"), "{\"bootId\":\0");

        try (KillWatch _ = start("boot-1")) {
            Awaitility.await()
                    .until(() -> Files.readString(folder.resolve("kills.json")).contains("boot-1"));
        }

        assertThat(seen.all()).isEmpty();
    }

    @Test
    void aHostWithoutTheCountIsWatchedWithoutIt() throws Exception {
        Files.writeString(vmstat, "pgfault 3\n");
        try (KillWatch watch = start("boot-1")) {
            watch.reported(report(Killer.KERNEL, UNIT));

            assertThat(seen.await(OomKilled.class).killer()).isEqualTo(Killer.KERNEL);
        }
    }

    @Test
    void aRiseIsToldOfTheInnermostCgroupAndACgroupMadeAnewCountsFromZero() {
        ServiceName inner = new ServiceName("inner");
        KillRises rises = new KillRises();
        rises.since(counts(inner, 5, 7, 2));

        assertThat(rises.since(counts(inner, 7, 7, 3)))
                .extracting(KillSighting.Rise::service, KillSighting.Rise::more)
                .containsExactly(Tuple.tuple(inner, 1L), Tuple.tuple(KONTALI, 1L));
        assertThat(rises.since(counts(inner, 8, 8, 3)))
                .as("the inner one was made anew under its path, and counts three by now")
                .extracting(KillSighting.Rise::service, KillSighting.Rise::more)
                .containsExactly(Tuple.tuple(inner, 3L));
        assertThat(rises.since(counts(inner, 8, 8, 3))).isEmpty();
    }

    private static List<KillCount> counts(
            ServiceName inner, long outerKills, long innerIdentity, long innerKills) {
        return List.of(
                new KillCount(KONTALI, "/a", 1, outerKills, true),
                new KillCount(inner, "/a/b", innerIdentity, innerKills, true));
    }
}

package dev.varde.collector.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.collector.Owners;
import dev.varde.collector.Sighting;
import dev.varde.collector.probe.Configured;
import dev.varde.collector.probe.Seen;
import dev.varde.events.CollectorFact.BlindSpot;
import dev.varde.events.CollectorFact.BlindSpotCured;
import dev.varde.events.CollectorFact.GapSeen;
import dev.varde.events.KernelFact;
import dev.varde.events.KernelFact.KernelReported;
import dev.varde.events.KernelFact.OomKilled;
import dev.varde.events.ProcessKey;
import dev.varde.events.ServiceName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelLogTest {
    private static final String KILL =
            "Out of memory: Killed process 41 (java) total-vm:1kB, anon-rss:2kB, file-rss:3kB";
    private static final Owners OWNERS =
            new Owners() {
                @Override
                public Optional<ServiceName> ownerOf(int pid, @Nullable String cgroup) {
                    return pid == 41 ? Optional.of(Configured.KONTALI) : Optional.empty();
                }

                @Override
                public Optional<ProcessKey> main(ServiceName service) {
                    return Optional.empty();
                }
            };

    @TempDir Path folder;
    private final Seen seen = new Seen();
    private final List<KillWatch> open = new ArrayList<>();
    private Path device;
    private Path position;

    @BeforeEach
    void cast() throws IOException {
        device = Files.createFile(folder.resolve("kmsg"));
        position = folder.resolve("kmsg.position");
        Files.createDirectory(folder.resolve("data"));
    }

    @AfterEach
    void end() {
        open.forEach(KillWatch::close);
    }

    private KillWatch kills(String bootId) {
        KillWatch.Place place =
                new KillWatch.Place(bootId, folder.resolve("vmstat"), folder.resolve("data"));
        KillWatch kills = KillWatch.start(place, OWNERS, List::of, seen);
        open.add(kills);
        return kills;
    }

    private KernelLog start(String bootId) {
        return KernelLog.start(device, bootId, position, OWNERS, kills(bootId), seen);
    }

    private void write(String lines) throws IOException {
        Files.writeString(device, lines, StandardOpenOption.APPEND);
    }

    private static long later() {
        return System.nanoTime() / 1000 + 1_000;
    }

    @Test
    void aKillIsToldWithItsServiceAndTime() throws Exception {
        try (KernelLog _ = start("boot-1")) {
            Awaitility.await().until(() -> Files.exists(position));
            write("3,7," + later() + ",-;" + KILL + "\n SUBSYSTEM=x\n");

            OomKilled kill = seen.await(OomKilled.class);

            Sighting sighting = seen.all().getFirst();
            assertThat(kill.pid()).isEqualTo(41);
            assertThat(sighting.service()).isEqualTo(Configured.KONTALI);
            assertThat(sighting.id().value()).isEqualTo("boot-1:kmsg:7");
            assertThat(sighting.time()).isBetween(Instant.now().minusSeconds(20), Instant.now());
        }
    }

    @Test
    void aProgramCannotForgeAKill() throws Exception {
        try (KernelLog _ = start("boot-1")) {
            Awaitility.await().until(() -> Files.exists(position));
            write("12,7," + later() + ",-;" + KILL + "\n");
            write("3,8," + later() + ",-;" + KILL.replace("41", "42") + "\n");

            seen.await(OomKilled.class);

            assertThat(seen.facts(OomKilled.class)).extracting(OomKilled::pid).containsExactly(42);
            assertThat(seen.all().getFirst().service()).isNull();
        }
    }

    @Test
    void theFirstStartTellsNothingOld() throws Exception {
        write("3,1,1,-;" + KILL + "\n");
        try (KernelLog _ = start("boot-1")) {
            Awaitility.await().until(() -> Files.exists(position));
            write("3,2," + later() + ",-;" + KILL.replace("41", "42") + "\n");

            assertThat(seen.await(OomKilled.class).pid()).isEqualTo(42);
        }
    }

    @Test
    void linesWrittenWhileNoCollectorRanAreToldOnceAfterwards() throws Exception {
        try (KernelLog _ = start("boot-1")) {
            Awaitility.await().until(() -> Files.exists(position));
            write("3,1," + later() + ",-;" + KILL + "\n");
            seen.await(OomKilled.class);
        }
        acknowledge();
        write("3,2," + later() + ",-;" + KILL.replace("41", "42") + "\n");

        try (KernelLog _ = start("boot-1")) {
            seen.await(OomKilled.class, k -> k.pid() == 42);
        }

        assertThat(seen.facts(OomKilled.class)).hasSize(2);
    }

    @Test
    void aLineThatTheBrokerNeverHadIsToldAgain() throws Exception {
        try (KernelLog _ = start("boot-1")) {
            Awaitility.await().until(() -> Files.exists(position));
            write("3,1," + later() + ",-;" + KILL + "\n");
            seen.await(OomKilled.class);
        }

        try (KernelLog _ = start("boot-1")) {
            Awaitility.await().until(() -> seen.facts(OomKilled.class).size() == 2);
        }

        assertThat(seen.all().get(0).id()).isEqualTo(seen.all().get(1).id());
    }

    @Test
    void afterABootEverythingSinceThenIsTold() throws Exception {
        Files.writeString(position, "boot-1 900 5\n");
        write("3,1,1,-;" + KILL + "\n");

        try (KernelLog _ = start("boot-2")) {
            assertThat(seen.await(OomKilled.class).pid()).isEqualTo(41);
        }
    }

    @Test
    void overwrittenLinesAreAGap() throws Exception {
        Files.writeString(position, "boot-1 10 0\n");
        write("6,15,1,-;x\n");

        try (KernelLog _ = start("boot-1")) {
            assertThat(seen.await(GapSeen.class).lost()).isEqualTo(4);
        }
    }

    @Test
    void aTornPositionCountsAsNone() throws Exception {
        Files.writeString(position, "\u0000\u0000\u0000");
        try (KernelLog _ = start("boot-1")) {
            Awaitility.await().until(() -> Files.readString(position).startsWith("boot-1 "));
            write("3,2," + later() + ",-;" + KILL + "\n");

            assertThat(seen.await(OomKilled.class).pid()).isEqualTo(41);
        }
    }

    @Test
    void aDyingDiskIsHeldBackAndKillsAreNot() throws Exception {
        Files.writeString(position, "boot-1 0 0\n");
        StringBuilder lines = new StringBuilder();
        for (int i = 1; i <= 1_000; i++) {
            lines.append("3,").append(i).append(",1,-;I/O error, dev sda, sector 1\n");
        }
        write(lines + "3,1001,1,-;" + KILL + "\n");

        try (KernelLog _ = start("boot-1")) {
            seen.await(OomKilled.class);
        }

        assertThat(seen.facts(KernelReported.class)).hasSize(KernelBudget.PER_MINUTE);
    }

    @Test
    void whatWasHeldBackIsCountedWhenTheMinuteIsOver() {
        KernelBudget budget = new KernelBudget();
        Instant noon = Instant.parse("2026-11-24T12:00:00Z");
        for (int i = 0; i < 25; i++) {
            budget.spend(KernelFact.Report.IO_ERROR, noon);
        }

        assertThat(budget.spend(KernelFact.Report.IO_ERROR, noon.plusSeconds(30)))
                .isEqualTo(new KernelBudget.Verdict(false, 0));
        assertThat(budget.spend(KernelFact.Report.IO_ERROR, noon.plusSeconds(61)))
                .isEqualTo(new KernelBudget.Verdict(true, 6));
        assertThat(budget.spend(KernelFact.Report.OOPS, noon).tell()).isTrue();
    }

    @Test
    void rubbishOnTheDeviceHarmsNothing() throws Exception {
        Files.writeString(position, "boot-1 0 0\n");
        byte[] rubbish = new byte[200_000];
        new java.util.Random(7).nextBytes(rubbish);
        Files.write(device, rubbish, StandardOpenOption.APPEND);
        write("\n3,5,1,-;" + KILL + "\n");

        try (KernelLog _ = start("boot-1")) {
            assertThat(seen.await(OomKilled.class).pid()).isEqualTo(41);
        }
    }

    @Test
    void aDeviceThatMayNotBeReadIsABlindSpotWithARemedy() throws Exception {
        Files.delete(device);

        try (KernelLog _ = start("boot-1")) {
            BlindSpot spot = seen.await(BlindSpot.class);

            assertThat(spot.source()).isEqualTo("kmsg");
            assertThat(spot.remedy()).contains("CAP_SYSLOG");
        }
    }

    @Test
    void aDeviceThatMayBeReadAgainIsReadAndToldAsCured() throws Exception {
        Files.delete(device);

        try (KernelLog _ = start("boot-1")) {
            seen.await(BlindSpot.class);
            Files.writeString(device, "3,5,1,-;" + KILL + "\n");

            assertThat(seen.await(BlindSpotCured.class).source()).isEqualTo("kmsg");
        }
        assertThat(seen.facts(BlindSpot.class)).hasSize(1);
    }

    @Test
    void closingEndsTheThreadThatWaitsForTheRealDevice() {
        Path kmsg = Path.of("/dev/kmsg");
        org.junit.jupiter.api.Assumptions.assumeTrue(
                Files.isReadable(kmsg), "left out: /dev/kmsg may not be read here");
        KernelLog log = KernelLog.start(kmsg, "boot-1", position, OWNERS, kills("boot-1"), seen);
        Awaitility.await().until(() -> Files.exists(position));

        log.close();

        Awaitility.await()
                .atMost(Duration.ofSeconds(3))
                .until(() ->
                        Thread.getAllStackTraces().keySet().stream()
                                .noneMatch(t -> t.getName().equals("varde-kernel")));
        assertThat(seen.facts(BlindSpot.class)).isEmpty();
    }

    @Test
    void aRunThatEndsBeforeItReadAnythingForgetsNothing() throws Exception {
        Files.writeString(position, "boot-1 10 5\n");

        new KernelPosition(position, "boot-1").save();

        assertThat(position).hasContent("boot-1 10 5");
    }

    private void acknowledge() {
        for (Sighting s : seen.all()) {
            if (s.acknowledged() != null) {
                s.acknowledged().run();
            }
        }
    }
}

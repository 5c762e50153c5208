package dev.varde.collector.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.collector.KernelLines.Line;
import dev.varde.collector.Owners;
import dev.varde.collector.probe.Seen;
import dev.varde.events.CollectorFact.GapSeen;
import dev.varde.events.EventId;
import dev.varde.events.KernelFact.KernelReported;
import dev.varde.events.KernelFact.OomKilled;
import dev.varde.events.KernelFact.TrapRaised;
import dev.varde.events.ProcessKey;
import dev.varde.events.ServiceName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ElsewhereReadTest {
    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
    private static final ServiceName KONTALI = new ServiceName("kontali");
    private static final Owners OWNERS =
            new Owners() {
                @Override
                public Optional<ServiceName> ownerOf(int pid, @Nullable String cgroup) {
                    return pid == 4711 ? Optional.of(KONTALI) : Optional.empty();
                }

                @Override
                public Optional<ServiceName> ownerOfUnit(String unit) {
                    return Optional.empty();
                }

                @Override
                public Optional<ProcessKey> main(ServiceName service) {
                    return Optional.empty();
                }
            };

    @TempDir Path folder;
    private final Seen seen = new Seen();
    private final AtomicInteger held = new AtomicInteger();
    private KillWatch kills;
    private ElsewhereRead kernel;
    private int lines;

    @BeforeEach
    void begin() throws Exception {
        Path vmstat = Files.writeString(folder.resolve("vmstat"), "oom_kill 0\n");
        kills =
                KillWatch.start(
                        new KillWatch.Place("boot", vmstat, folder), OWNERS, List::of, seen);
        kernel = new ElsewhereRead(OWNERS, kills, seen);
    }

    @AfterEach
    void end() {
        kills.close();
    }

    private void say(String text) {
        EventId id = new EventId("journal:" + ++lines);
        kernel.said(new Line(NOON, text, id, held::incrementAndGet, held::decrementAndGet));
    }

    @Test
    void aKillIsToldWithTheIdOfItsEntry() {
        say(
                "Memory cgroup out of memory: Killed process 4711 (python3) total-vm:76024kB,"
                        + " anon-rss:65236kB, file-rss:6648kB, shmem-rss:0kB, UID:0 pgtables:192kB"
                        + " oom_score_adj:0");

        assertThat(seen.await(OomKilled.class).pid()).isEqualTo(4_711);
        assertThat(seen.all().getFirst().service()).isEqualTo(KONTALI);
        assertThat(held).hasValue(1);
    }

    @Test
    void aTrapIsToldAndHoldsItsSourceUntilItIsAcknowledged() {
        say(
                "python3[4711]: segfault at 0 ip 00005647e6328185 sp 00007ffc3f8371f0 error 4 in"
                        + " python3[1185,5647e6328000+1000]");

        assertThat(seen.await(TrapRaised.class).trap()).isEqualTo("segfault");
        assertThat(held).hasValue(1);
        java.util.Objects.requireNonNull(seen.all().getFirst().acknowledged()).run();
        assertThat(held).hasValue(0);
    }

    @Test
    void ordinaryLinesHoldNothing() {
        say("usb 1-1: new high-speed USB device number 2 using xhci_hcd");

        assertThat(seen.all()).isEmpty();
        assertThat(held).hasValue(0);
    }

    @Test
    void aDyingDiskIsBounded() {
        for (int i = 0; i < 100; i++) {
            say("Buffer I/O error on dev sda1, logical block " + i + ", async page read");
        }

        assertThat(seen.facts(KernelReported.class)).hasSize(KernelBudget.PER_MINUTE);
        assertThat(seen.facts(GapSeen.class)).isEmpty();
    }

    @Test
    void itIsNeededWhereTheDeviceMayNotBeRead() throws Exception {
        Path device = Files.createFile(folder.resolve("kmsg"));

        assertThat(ElsewhereRead.isNeeded(device)).isFalse();
        assertThat(ElsewhereRead.isNeeded(folder.resolve("none"))).isTrue();
    }
}

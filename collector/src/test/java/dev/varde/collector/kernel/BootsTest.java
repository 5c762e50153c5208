package dev.varde.collector.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.collector.Sighting;
import dev.varde.collector.kernel.BootMemory.Left;
import dev.varde.collector.kernel.BootMemory.State;
import dev.varde.collector.probe.Seen;
import dev.varde.events.CollectorFact.HostRebooted;
import dev.varde.events.KernelFact.KernelReported;
import dev.varde.events.KernelFact.Report;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BootsTest {
    private static final String BOOT_1 = "11111111-1111-1111-1111-111111111111";
    private static final String BOOT_2 = "22222222-2222-2222-2222-222222222222";
    private static final Instant ALIVE = Instant.parse("2026-11-24T12:00:00Z");
    private static final String PANIC =
            """
            Panic#1 Part1
            <4>[  812.000001] CPU: 0 PID: 1 Comm: init
            <1>[  812.100000] BUG: kernel NULL pointer dereference, address: 0
            <0>[  812.345678] Kernel panic - not syncing: Fatal exception in interrupt
            """;

    @TempDir Path folder;
    private final Seen seen = new Seen();
    private Path wtmp;
    private Path pstore;
    private Path data;
    private String isRunning = "running";
    private String anyEntry = "";
    private String shutdownEntry = "";

    @BeforeEach
    void cast() throws IOException {
        wtmp = folder.resolve("wtmp");
        pstore = Files.createDirectory(folder.resolve("pstore"));
        data = Files.createDirectory(folder.resolve("data"));
    }

    private Boots boots(String bootId) {
        HostCommand commands =
                (command, _) -> {
                    String said =
                            command.getFirst().equals("systemctl")
                                    ? isRunning
                                    : command.contains("UNIT=shutdown.target")
                                            ? shutdownEntry
                                            : anyEntry;
                    return Optional.of(said);
                };
        Dumps dumps = new Dumps(List.of(pstore, folder.resolve("missing")));
        return new Boots(bootId, data, new Boots.Sources(dumps, wtmp, commands), seen);
    }

    /// A collector of the boot starts, and looks.
    private Boots start(String bootId) {
        Boots boots = boots(bootId);
        boots.look(new BootMemory(data).recall());
        return boots;
    }

    private void livedIn(State state) {
        BootMemory memory = new BootMemory(data);
        memory.leave(new Left(BOOT_1, state, List.of()));
        memory.alive(ALIVE);
    }

    private HostRebooted rebooted() {
        start(BOOT_2);
        return seen.facts(HostRebooted.class).getFirst();
    }

    private void wtmp(int type, String user, Instant time) throws IOException {
        ByteBuffer entry = ByteBuffer.allocate(Wtmp.ENTRY).order(ByteOrder.LITTLE_ENDIAN);
        entry.putShort(0, (short) type);
        entry.put(44, user.getBytes(StandardCharsets.US_ASCII));
        entry.putInt(340, (int) time.getEpochSecond());
        Files.write(wtmp, entry.array(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    @Test
    void theFirstStartAndARestartAreNoReboot() {
        start(BOOT_1);
        start(BOOT_1);

        assertThat(seen.all()).isEmpty();
    }

    @Test
    void aBootSinceTheLastRunIsToldOnceWithWhatIsKnownOfTheOneBefore() {
        livedIn(State.SHUTTING_DOWN);
        start(BOOT_2);
        start(BOOT_2);

        assertThat(seen.all())
                .singleElement()
                .extracting(s -> s.id().value())
                .isEqualTo("rebooted:" + BOOT_1 + ":" + BOOT_2);
        HostRebooted fact = seen.facts(HostRebooted.class).getFirst();
        assertThat(fact.previousBootId()).isEqualTo(BOOT_1);
        assertThat(fact.lastAliveAt()).isEqualTo(ALIVE);
        assertThat(fact.orderly()).isTrue();
    }

    @Test
    void aCollectorThatIsStoppedWhileTheHostShutsDownSaysSo() {
        Boots boots = start(BOOT_1);
        isRunning = "stopping\n";

        boots.stopped();

        assertThat(rebooted().orderly()).isTrue();
    }

    @Test
    void aCollectorThatWasStoppedBeforeCannotTell() {
        start(BOOT_1).stopped();

        assertThat(rebooted().orderly()).isNull();
        assertThat(seen.facts(HostRebooted.class).getFirst().how()).contains("stopped before");
    }

    @Test
    void aCollectorThatNobodyStoppedMeansTheHostWentDownWithoutAShutdown() {
        start(BOOT_1);

        assertThat(rebooted().orderly()).isFalse();
    }

    @Test
    void wtmpTellsAShutdownFromAPowerCut() throws Exception {
        livedIn(State.STOPPED);
        wtmp(2, "reboot", ALIVE.minusSeconds(900));
        wtmp(1, "shutdown", ALIVE.plusSeconds(10));
        wtmp(2, "reboot", ALIVE.plusSeconds(60));
        assertThat(rebooted().orderly()).isTrue();

        livedIn(State.STOPPED);
        wtmp(1, "runlevel", ALIVE.plusSeconds(70));
        wtmp(2, "reboot", ALIVE.plusSeconds(600));
        start(BOOT_2);

        assertThat(seen.facts(HostRebooted.class).getLast().orderly()).isFalse();
        assertThat(seen.facts(HostRebooted.class).getLast().how()).contains("wtmp");
    }

    @Test
    void aTornWtmpTellsNothing() throws Exception {
        livedIn(State.STOPPED);
        Files.write(wtmp, new byte[1_000]);

        assertThat(rebooted().orderly()).isNull();
    }

    @Test
    void theJournalOfThatBootTells() {
        livedIn(State.RUNNING);
        anyEntry = "some line\n";
        assertThat(rebooted().how()).contains("the journal notes no shutdown");

        livedIn(State.RUNNING);
        shutdownEntry = "System is rebooting.\n";
        start(BOOT_2);

        assertThat(seen.facts(HostRebooted.class).getLast().orderly()).isTrue();
    }

    @Test
    void aPanicThatTheKernelKeptIsToldWithItsFileAndMeansNoShutdown() throws Exception {
        livedIn(State.SHUTTING_DOWN);
        Path file = Files.writeString(pstore.resolve("dmesg-efi-171234567801001"), PANIC);
        Files.setLastModifiedTime(file, FileTime.from(ALIVE.plusSeconds(5)));

        start(BOOT_2);
        start(BOOT_2);

        Sighting dump = seen.all().getFirst();
        assertThat(dump.id().value()).startsWith("pstore:dmesg-efi-171234567801001:");
        assertThat(dump.time()).isEqualTo(ALIVE.plusSeconds(5));
        assertThat(((KernelReported) dump.fact()).report()).isEqualTo(Report.PANIC);
        assertThat(((KernelReported) dump.fact()).text())
                .isEqualTo("Kernel panic - not syncing: Fatal exception in interrupt");
        HostRebooted fact = seen.facts(HostRebooted.class).getFirst();
        assertThat(fact.orderly()).isFalse();
        assertThat(fact.how()).contains("Fatal exception");
        assertThat(seen.all()).hasSize(2);
    }

    @Test
    void aDumpThatSystemdMovedIsTheSameAndAnOopsIsTold() throws Exception {
        livedIn(State.RUNNING);
        String oops = "Oops#1 Part1\n<1>[   12.100000] BUG: unable to handle page fault\n";
        Path file = Files.writeString(pstore.resolve("dmesg-erst-7"), oops);
        start(BOOT_2);
        Path moved = Files.createDirectory(pstore.resolve("1712345678"));
        Files.move(file, moved.resolve("dmesg-erst-7"));

        start(BOOT_2);

        assertThat(seen.facts(KernelReported.class))
                .singleElement()
                .extracting(KernelReported::report)
                .isEqualTo(Report.OOPS);
    }

    @Test
    void oldDumpsAreNotNewsToTheFirstCollector() throws Exception {
        Path old = Files.writeString(pstore.resolve("dmesg-efi-1"), PANIC);
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(90))));
        Files.writeString(pstore.resolve("dmesg-efi-2"), PANIC.replace("812", "900"));

        start(BOOT_1);
        start(BOOT_1);

        assertThat(seen.all())
                .singleElement()
                .satisfies(s -> assertThat(s.id().value()).startsWith("pstore:dmesg-efi-2:"));
    }

    @Test
    void rubbishInPstoreHarmsNothing() throws Exception {
        byte[] rubbish = new byte[300_000];
        new java.util.Random(7).nextBytes(rubbish);
        Files.write(pstore.resolve("dmesg-efi-3"), rubbish);
        Files.createDirectory(pstore.resolve("dmesg-folder"));
        Files.createSymbolicLink(pstore.resolve("dmesg-link"), Path.of("/dev/zero"));

        start(BOOT_1);

        assertThat(seen.all()).isEmpty();
    }

    @Test
    void whatTheBootBeforeLeftIsKeptUntilItWasTold() {
        livedIn(State.RUNNING);
        Boots boots = boots(BOOT_2);
        boots.alive(ALIVE.plusSeconds(900));
        boots.stopped();

        assertThat(rebooted().lastAliveAt()).isEqualTo(ALIVE);
    }

    @Test
    void aLivingCollectorLeavesItsTime() {
        Boots boots = start(BOOT_1);
        boots.alive(ALIVE);

        assertThat(rebooted().lastAliveAt()).isEqualTo(ALIVE);
    }

    @Test
    void aTornMemoryCountsAsNone() throws Exception {
        Files.writeString(data.resolve("boot.json"), "{\"bootId\":");

        start(BOOT_2);

        assertThat(seen.all()).isEmpty();
        assertThat(data.resolve("boot.json")).content().contains(BOOT_2);
    }

    @Test
    void realProgramsAreAskedAndNotWaitedForTooLong() {
        assertThat(HostCommand.run(List.of("echo", "running"), Duration.ofSeconds(5)))
                .contains("running\n");
        assertThat(HostCommand.run(List.of("sleep", "100"), Duration.ofMillis(100))).isEmpty();
        assertThat(HostCommand.run(List.of("no-such-program"), Duration.ofSeconds(1))).isEmpty();
    }
}

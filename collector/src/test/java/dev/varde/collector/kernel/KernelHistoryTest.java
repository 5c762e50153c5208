package dev.varde.collector.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.varde.events.KernelFact.OomKilled;
import dev.varde.events.KernelFact.TrapRaised;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelHistoryTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TempDir Path folder;

    private Path device(String records) throws Exception {
        return Files.writeString(folder.resolve("kmsg"), records);
    }

    @Test
    void killsAndCrashesAreToldInTheirOrder() throws Exception {
        Path device =
                device(
                        """
                        6,0,100,-;Linux version 6.1
                        4,1,200,-;Out of memory: Killed process 41 (java) total-vm:1kB, anon-rss:2kB, file-rss:3kB
                        6,2,300,-;app[42]: segfault at 0 ip 0000 sp 0000 error 4 in app
                        """);

        KernelHistory.Told told = KernelHistory.read(device, PATIENCE);

        assertThat(told.trouble()).isNull();
        assertThat(told.whole()).isTrue();
        assertThat(told.facts()).hasSize(2);
        assertThat(told.facts().get(0).fact())
                .isInstanceOfSatisfying(
                        OomKilled.class, k -> assertThat(k.comm()).isEqualTo("java"));
        assertThat(told.facts().get(1).fact()).isInstanceOf(TrapRaised.class);
    }

    @Test
    void whatAProgramWroteIntoTheKernelsLogFoolsNobody() throws Exception {
        Path device =
                device(
                        "12,0,1,-;Out of memory: Killed process 41 (java) total-vm:1kB, anon-rss:2kB,"
                                + " file-rss:3kB\n");

        assertThat(KernelHistory.read(device, PATIENCE).facts()).isEmpty();
    }

    @Test
    void aLogWhoseBeginningWasOverwrittenIsNotWhole() throws Exception {
        assertThat(KernelHistory.read(device("6,7,1,-;x\n"), PATIENCE).whole()).isFalse();
    }

    @Test
    void oneThatCannotBeReadSaysWhy() throws Exception {
        KernelHistory.Told told = KernelHistory.read(folder.resolve("none"), PATIENCE);

        assertThat(told.trouble()).contains("none");
        assertThat(told.facts()).isEmpty();
    }

    @Test
    void theRealLogIsReadToItsEndAlthoughTheDeviceNeverSaysThatItEnds() throws Exception {
        Path kmsg = Path.of("/dev/kmsg");
        assumeTrue(Files.isReadable(kmsg), "left out: /dev/kmsg may not be read");

        KernelHistory.Told told = KernelHistory.read(Duration.ofMinutes(5));

        assumeTrue(told.trouble() == null, "left out: " + told.trouble());
        Instant soon = Instant.now().plusSeconds(5);
        assertThat(told.facts()).allMatch(s -> s.time().isBefore(soon));
    }
}

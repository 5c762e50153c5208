package dev.varde.collector.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HangupTest {
    @Test
    void aHangupIsHeardAndEndsNothing() throws Exception {
        assumeTrue(!isIgnored(), "left out: SIGHUP is ignored here, as below nohup(1)");
        AtomicInteger heard = new AtomicInteger();
        assertThat(Hangup.hear(heard::incrementAndGet)).isTrue();

        String self = Long.toString(ProcessHandle.current().pid());
        new ProcessBuilder("kill", "-HUP", self).inheritIO().start().waitFor();

        await().until(() -> heard.get() == 1);
    }

    /// `SigIgn` of proc_pid_status(5), in hexadecimal; SIGHUP is its lowest bit.
    private static boolean isIgnored() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .anyMatch(line -> "13579bdf".indexOf(line.charAt(line.length() - 1)) >= 0);
    }
}

package dev.varde.collector.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HangupTest {
    @Test
    void aHangupIsHeardAndEndsNothing() throws Exception {
        AtomicInteger heard = new AtomicInteger();
        assertThat(Hangup.hear(heard::incrementAndGet)).isTrue();

        String self = Long.toString(ProcessHandle.current().pid());
        new ProcessBuilder("kill", "-HUP", self).inheritIO().start().waitFor();

        await().until(() -> heard.get() == 1);
    }
}

package dev.varde.collector.ship;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What waits on disk does not fill the memory that a collector has.
class SmallHeapTest {
    @TempDir private Path directory;

    @Test
    void aHundredThousandEventsWaitInACollectorsHeap() throws Exception {
        String said = hoard(100_000);
        assertThat(said).endsWith("100000 100000\n");
    }

    @Test
    void howeverManyComeTheSpoolIsFullBeforeTheHeapIs() throws Exception {
        String said = hoard(400_000);
        assertThat(said).contains(" 400000\n");
    }

    private String hoard(int events) throws Exception {
        Process hoarder =
                Victim.program(Hoarder.class, "48m", directory.toString(), Integer.toString(events))
                        .start();
        String said = new String(hoarder.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        System.out.print(said);
        assertThat(hoarder.waitFor()).as(said).isZero();
        return said;
    }
}

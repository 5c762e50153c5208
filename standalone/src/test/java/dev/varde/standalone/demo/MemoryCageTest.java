package dev.varde.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MemoryCageTest {
    @Test
    void theKernelEndsWhatEatsTooMuchInIt() throws Exception {
        Optional<MemoryCage> made =
                MemoryCage.make("varde-cage-test-" + ProcessHandle.current().pid(), 32L << 20);
        assumeTrue(made.isPresent(), "left out: this user may not make a memory control group");
        try (MemoryCage cage = made.orElseThrow()) {
            Process eater =
                    new ProcessBuilder(
                                    "sh",
                                    "-c",
                                    "echo $$ >" + cage.procs() + "; exec tail /dev/zero")
                            .start();

            assertThat(eater.waitFor()).isEqualTo(128 + 9);
        }
    }

    @Test
    void nothingOfItStays() throws Exception {
        Optional<MemoryCage> made =
                MemoryCage.make("varde-cage-gone-" + ProcessHandle.current().pid(), 32L << 20);
        assumeTrue(made.isPresent(), "left out: this user may not make a memory control group");
        MemoryCage cage = made.orElseThrow();
        Path group = cage.procs().getParent();

        cage.close();

        assertThat(Files.exists(group)).isFalse();
    }
}

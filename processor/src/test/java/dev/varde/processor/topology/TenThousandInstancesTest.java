package dev.varde.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// One processor thinks for ten thousand instances within a heap of 512 MiB.
class TenThousandInstancesTest {
    private static final String HEAP = "-Xmx512m";

    @Test
    void oneProcessorHoldsTenThousandInstances() throws Exception {
        Process child =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                HEAP,
                                "-cp",
                                System.getProperty(
                                        "surefire.test.class.path",
                                        System.getProperty("java.class.path")),
                                TenThousandInstances.class.getName())
                        .redirectErrorStream(true)
                        .start();

        String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(child.waitFor(5, TimeUnit.MINUTES)).isTrue();
        said.lines().filter(l -> l.contains("instances on")).forEach(System.out::println);
        assertThat(child.exitValue()).as(said).isZero();
        assertThat(said).contains("10,000 instances on 1,000 hosts");
    }
}

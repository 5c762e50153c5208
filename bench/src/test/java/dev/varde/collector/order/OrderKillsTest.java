package dev.varde.collector.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NullMarked
class OrderKillsTest {
    /// Four times each step.
    private static final int RUNS = 4 * Step.values().length;

    @TempDir private Path directory;

    @Test
    void whereverTheCollectorIsKilledNoOrderRunsTwiceOrLateAndEachEndIsTold() throws Exception {
        OrderKills.Counts counts = new OrderKills(directory, 1).run(RUNS);

        assertThat(counts.orders()).isEqualTo(RUNS + 1);
        assertThat(counts.killed()).isGreaterThanOrEqualTo(RUNS / 2);
        assertThat(counts.ran()).isGreaterThanOrEqualTo(RUNS / 4);
        assertThat(counts.twice()).isZero();
        assertThat(counts.late()).isZero();
        assertThat(counts.untold()).isZero();
        assertThat(counts.both()).isZero();
    }
}

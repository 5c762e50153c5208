package dev.varde.collector.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MomentsTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final long MILLI = Duration.ofMillis(1).toNanos();

    @Test
    void checksOfOneIntervalShareFourMomentsInEach() {
        Random random = new Random(1);
        Set<Long> moments = new HashSet<>();
        for (int check = 0; check < 500; check++) {
            long begun = 1_000 * SECOND.toNanos() + random.nextLong(SECOND.toNanos());
            moments.add(Moments.nearest(begun, SECOND));
        }

        assertThat(moments).hasSizeBetween(4, 5);
    }

    @Test
    void aCheckIsAskedOnceInItsIntervalMoreOrLessATwentieth() {
        long begun = Moments.nearest(12_345 * SECOND.toNanos(), SECOND);
        Set<Long> pauses = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            long late = 3 * MILLI;
            long next = Moments.nearest(begun + late + SECOND.toNanos(), SECOND);
            assertThat((next - begun) / MILLI).isBetween(950L, 1_050L);
            pauses.add((next - begun) / MILLI);
            begun = next;
        }

        assertThat(pauses).as("it keeps step with nothing").hasSizeGreaterThan(50);
    }

    @Test
    void aSlowCheckSharesMomentsWithAQuickOneAndAShortIntervalHasCloserOnes() {
        long now = 77 * SECOND.toNanos();

        assertThat(Moments.nearest(now, Duration.ofSeconds(30)))
                .isEqualTo(Moments.nearest(now, SECOND));
        assertThat(Moments.nearest(now + 30 * MILLI, Duration.ofMillis(100)) - now)
                .isBetween(20 * MILLI, 40 * MILLI);
    }
}

package dev.varde.processor.trend;

import static dev.varde.processor.Cast.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FloorTest {
    @Test
    void eachWindowKnowsItsLeastValue() {
        Floor floor = Floor.begun(NOON, 5).seen(at(10), 3).seen(at(20), 9).seen(at(70), 7);

        assertThat(floor.least()).containsExactly(3L, 7L);
    }

    @Test
    void aValueThatIsNotLessChangesNothing() {
        Floor floor = Floor.begun(NOON, 5);

        assertThat(floor.seen(at(30), 6)).isSameAs(floor);
    }

    @Test
    void windowsInWhichNothingWasSeenAreEmpty() {
        Floor floor = Floor.begun(NOON, 5).seen(at(190), 6);

        assertThat(floor.least()).containsExactly(5L, Floor.NONE, Floor.NONE, 6L);
        assertThat(floor.points().size()).isEqualTo(1);
    }

    @Test
    void aValueFromBeforeTheBeginningIsLeftOut() {
        Floor floor = Floor.begun(NOON, 5);

        assertThat(floor.seen(NOON.minusSeconds(1), 1)).isSameAs(floor);
    }

    @Test
    void aLateValueGoesIntoItsWindow() {
        Floor floor = Floor.begun(NOON, 5).seen(at(130), 6).seen(at(70), 4);

        assertThat(floor.least()).containsExactly(5L, 4L, 6L);
    }

    @Test
    void windowsGrowWiderAndKeepTheLeast() {
        Floor floor = Floor.begun(NOON, 100);
        for (int minute = 1; minute <= Floor.MOST; minute++) {
            floor = floor.seen(at(60 * minute), 100 + minute);
        }

        assertThat(floor.width()).isEqualTo(Duration.ofMinutes(2));
        assertThat(floor.least()).hasSize(Floor.MOST / 2 + 1).startsWith(100L, 102L, 104L);
    }

    @Test
    void itReachesBackAFortnightAtMost() {
        Floor floor = Floor.begun(NOON, 1);
        for (int hour = 1; hour <= 24 * 60; hour++) {
            floor = floor.seen(at(3_600 * hour), hour);
        }

        assertThat(floor.width()).isLessThanOrEqualTo(Duration.ofHours(9));
        assertThat(Duration.between(floor.since(), at(3_600 * 24 * 60)).toDays())
                .isBetween(8L, 24L);
    }

    @Test
    void afterALeapOfTheClockItBeginsAnew() {
        Instant later = NOON.plus(Duration.ofDays(4_000));

        assertThat(Floor.begun(NOON, 5).seen(later, 7).least()).contains(7L);
    }

    @Test
    void noSeriesOfTimesEverLeavesTheBound() {
        Random random = new Random(7);
        Floor floor = Floor.begun(NOON, 5);
        Instant now = NOON;
        for (int n = 0; n < 100_000; n++) {
            now = now.plusMillis((long) (Math.exp(random.nextDouble() * 20) - 1_000));
            floor = floor.seen(now, random.nextInt(1_000));
            assertThat(floor.least().size()).isBetween(1, Floor.MOST);
        }
    }

    private static Instant at(int seconds) {
        return NOON.plusSeconds(seconds);
    }
}

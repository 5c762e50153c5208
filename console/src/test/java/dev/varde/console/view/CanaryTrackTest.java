package dev.varde.console.view;

import static dev.varde.console.Sample.NOON;
import static dev.varde.console.SampleIncidents.canary;
import static dev.varde.console.SampleIncidents.delivery;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.Delivery;
import dev.varde.events.Incident;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CanaryTrackTest {
    private final Board board = new Board();

    private static Instant minute(int n) {
        return NOON.plus(Duration.ofMinutes(n));
    }

    @Test
    void itSaysHowLongTheWayTookInTheLastHour() {
        for (int n = 0; n < 60; n++) {
            board.see(canary(minute(n), Duration.ofMillis(10 + n)));
        }

        CanaryView view = board.canary(minute(60)).orElseThrow();

        assertThat(view.count()).isEqualTo(60);
        assertThat(view.took()).isEqualTo(Duration.ofMillis(69));
        assertThat(view.p50()).isEqualTo(Duration.ofMillis(39));
        assertThat(view.p99()).isEqualTo(Duration.ofMillis(69));
        assertThat(view.words())
                .isEqualTo(
                        "69 ms, in the last hour 39 ms at the median and 69 ms at the 99th"
                                + " percentile of 60");
    }

    @Test
    void whatIsToldTwiceOrLateCountsOnce() {
        board.see(canary(minute(61), Duration.ofMillis(5)));
        board.see(canary(minute(61), Duration.ofMillis(5)));
        board.see(canary(minute(0), Duration.ofMillis(900)));

        CanaryView view = board.canary(minute(61)).orElseThrow();

        assertThat(view.count()).isEqualTo(1);
        assertThat(view.last()).isEqualTo(minute(61));
    }

    @Test
    void itIsLateWhenThreeDoNotComeAndOnlyWhereItIsExpected() {
        board.see(canary(NOON, Duration.ofMillis(5)));
        assertThat(board.canary(minute(60)).orElseThrow().late()).isFalse();

        board.expectCanary(Duration.ofMinutes(1));

        assertThat(board.canary(minute(3)).orElseThrow().late()).isFalse();
        assertThat(board.canary(minute(4)).orElseThrow().late()).isTrue();
    }

    @Test
    void itIsNoneOfTheDeliveriesAndOthersAreNoCanary() {
        board.see(canary(NOON, Duration.ofMillis(5)));
        board.see(delivery("d", "i", Delivery.State.DELIVERED));

        assertThat(board.deliveries(Incident.CANARY)).isEmpty();
        assertThat(board.canary(NOON).orElseThrow().count()).isEqualTo(1);
        assertThat(new Board().canary(NOON)).isEmpty();
    }
}

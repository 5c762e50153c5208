package dev.varde.collector.ship;

import static dev.varde.collector.ship.Cast.NOON;
import static dev.varde.collector.ship.Cast.WEB_1;
import static dev.varde.collector.ship.Cast.heartbeat;
import static dev.varde.collector.ship.Cast.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What may wait goes with others, and nothing else waits for it.
class DepartureTest {
    private long now = TimeUnit.DAYS.toNanos(1);
    private final Departure departure = new Departure(() -> now);

    private void pass(long millis) {
        now += TimeUnit.MILLISECONDS.toNanos(millis);
    }

    @Test
    void whatMayNotWaitGoesAtOnceAndTakesAlongWhatCameBefore() {
        departure.came(7, Pace.WITH_OTHERS, true);
        assertThat(departure.left(7)).isPositive();

        departure.came(8, Pace.NOW, false);

        assertThat(departure.left(7)).isLessThanOrEqualTo(0);
    }

    @Test
    void whatMayWaitDoesSoForFiveSecondsHoweverManyComeAfterIt() {
        departure.came(7, Pace.WITH_OTHERS, true);
        pass(4_900);
        departure.came(8, Pace.WITH_OTHERS, false);
        assertThat(departure.left(7)).isEqualTo(TimeUnit.MILLISECONDS.toNanos(100));
        pass(100);

        assertThat(departure.left(7)).isLessThanOrEqualTo(0);
    }

    @Test
    void whatComesAfterOneThatWentWaitsAgain() {
        departure.came(7, Pace.NOW, true);
        departure.came(8, Pace.WITH_OTHERS, true);

        assertThat(departure.left(8)).isEqualTo(TimeUnit.SECONDS.toNanos(5));
    }

    @Test
    void whatHasToBeSentAgainDoesNotWait() {
        departure.came(7, Pace.WITH_OTHERS, true);
        departure.hurry(8);

        assertThat(departure.left(7)).isLessThanOrEqualTo(0);
    }

    @Test
    void eventsThatMayWaitArriveInOrderWithThoseThatMayNot(@TempDir Path directory)
            throws IOException {
        FakeBroker broker = new FakeBroker();
        var settings = new SpooledOutbox.Settings(directory, SpooledOutbox.BOUND, WEB_1, "run-1");
        try (SpooledOutbox outbox = SpooledOutbox.open(settings, broker::open, () -> NOON)) {
            outbox.put(heartbeat("h1").unhurried());
            outbox.put(heartbeat("h2").unhurried());
            outbox.put(line("e1", "ERROR"));
            await().until(() -> broker.ids().size() == 3);
            outbox.put(heartbeat("h3").unhurried());
            await().until(() -> broker.ids().size() == 4);
        }

        assertThat(broker.ids()).containsExactly("h1", "h2", "e1", "h3");
    }
}

package dev.varde.notifier.ledger;

import static dev.varde.notifier.Cast.NOON;
import static dev.varde.notifier.Cast.incident;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.DeliveryId;
import dev.varde.events.OperatorWord;
import dev.varde.notifier.delivery.Message;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class CanaryTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
    private final InstantSource clock = now::get;
    private final Canary canary = new Canary(MINUTE, clock);

    @Test
    void itIsLitEachMinuteByTheOneWhoseItIs() {
        assertThat(canary.light(at(61))).isEmpty();

        canary.watch(true, NOON);

        assertThat(canary.light(at(59))).isEmpty();
        assertThat(canary.light(at(60))).containsInstanceOf(OperatorWord.CanaryLit.class);
        assertThat(canary.light(at(61))).isEmpty();
        canary.watch(false, at(62));
        assertThat(canary.light(at(200))).isEmpty();
    }

    @Test
    void itSaysHowLongTheWayTook() {
        for (int n = 1; n <= 100; n++) {
            arrives(n * 10L, Duration.ofMillis(n));
        }

        Canary.Times times = canary.times().orElseThrow();

        assertThat(times.count()).isEqualTo(100);
        assertThat(times.p50()).isEqualTo(Duration.ofMillis(50));
        assertThat(times.p99()).isEqualTo(Duration.ofMillis(99));
        assertThat(times.last()).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void whatIsOlderThanAnHourIsForgotten() {
        arrives(0, Duration.ofMillis(5));
        now.set(at(3_601));

        assertThat(canary.times()).isEmpty();
    }

    @Test
    void itIsLostWhenThreeDoNotCome() {
        canary.watch(true, NOON);
        arrives(60, Duration.ofMillis(5));
        now.set(at(240));
        assertThat(canary.lost()).isEmpty();

        now.set(at(241));

        assertThat(canary.lost()).contains(at(60));
        arrives(242, Duration.ofMillis(5));
        assertThat(canary.lost()).isEmpty();
    }

    @Test
    void whoseItIsNotMissesNone() {
        now.set(at(86_400));

        assertThat(canary.lost()).isEmpty();
        assertThat(new Canary(null, clock).lost()).isEmpty();
    }

    private void arrives(long second, Duration took) {
        now.set(at(second));
        Instant lit = at(second).minus(took);
        Message message =
                new Message(
                        new DeliveryId("canary/internal"),
                        "varde",
                        "canary",
                        incident("canary").at(lit).build());
        canary.send(message, at(second));
    }

    private static Instant at(long second) {
        return NOON.plusSeconds(second);
    }
}

package dev.varde.collector.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CadenceTest {
    private static final double GIB = 1 << 30;

    private final Cadence cadence = new Cadence();

    private boolean worth(double second, Gauge... gauges) {
        return cadence.worth(List.of(gauges), (long) (second * 1e9));
    }

    /// The seconds at which the curve, a value each second, is sent.
    private List<Integer> sent(Duration time, java.util.function.IntFunction<Gauge> curve) {
        List<Integer> sent = new ArrayList<>();
        for (int second = 0; second < time.toSeconds(); second++) {
            if (worth(second, curve.apply(second))) {
                sent.add(second);
            }
        }
        return sent;
    }

    @Test
    void whatRestsIsSentEveryThirtySeconds() {
        assertThat(sent(Duration.ofSeconds(100), _ -> Gauge.used(GIB, 4 * GIB)))
                .containsExactly(0, 30, 60, 90);
    }

    @Test
    void smallMovesAreNoNews() {
        assertThat(sent(Duration.ofSeconds(29), s -> Gauge.used(GIB + s % 3 * 1e6, 4 * GIB)))
                .containsExactly(0);
    }

    @Test
    void aCurveThatExplodesHasAPointEverySecond() {
        assertThat(sent(Duration.ofSeconds(10), s -> Gauge.used(s * 0.3 * GIB, 4 * GIB)))
                .hasSize(10);
    }

    @Test
    void theLastPartBeforeTheLimitIsToldInFinerSteps() {
        Gauge half = Gauge.used(2 * GIB, 4 * GIB);
        Gauge near = Gauge.used(3.8 * GIB, 4 * GIB);

        assertThat(near.step()).isLessThan(half.step() / 4);
        assertThat(Gauge.used(4 * GIB, 4 * GIB).step()).isPositive();
        assertThat(sent(Duration.ofSeconds(20), s -> Gauge.used((3.6 + s * 0.025) * GIB, 4 * GIB)))
                .hasSizeGreaterThan(15);
    }

    @Test
    void crossingAFlagIsNewsHoweverSmallTheStep() {
        assertThat(worth(0, Gauge.of(89.9, 50).flagged(90))).isTrue();
        assertThat(worth(1, Gauge.of(89.95, 50).flagged(90))).isFalse();
        assertThat(worth(2, Gauge.of(90.0, 50).flagged(90))).isTrue();
        assertThat(worth(3, Gauge.of(90.1, 50).flagged(90))).isFalse();
        assertThat(worth(4, Gauge.of(89.9, 50).flagged(90))).isTrue();
    }

    @Test
    void slowMovesAddUpFromWhatWasSentLast() {
        assertThat(sent(Duration.ofSeconds(12), s -> Gauge.of(s, 5))).containsExactly(0, 5, 10);
    }

    @Test
    void oneFigureOfSeveralIsEnough() {
        worth(0, Gauge.of(1, 5), Gauge.of(1, 5));

        assertThat(worth(1, Gauge.of(1, 5), Gauge.of(6, 5))).isTrue();
        assertThat(worth(2, Gauge.of(1, 5))).isTrue();
    }

    @Test
    void afterForgettingTheNextIsTheFirst() {
        worth(0, Gauge.of(1, 5));
        cadence.forget();

        assertThat(worth(1, Gauge.of(1, 5))).isTrue();
    }

    @Test
    void withoutALimitATwentiethIsNews() {
        assertThat(Gauge.open(1_000, 10).step()).isEqualTo(50);
        assertThat(Gauge.open(20, 10).step()).isEqualTo(10);
    }
}

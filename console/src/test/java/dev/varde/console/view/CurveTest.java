package dev.varde.console.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.console.Sample;
import dev.varde.events.Incident.MemoryPoint;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CurveTest {
    private static final long MIB = 1 << 20;

    private static MemoryPoint point(long seconds, long resident) {
        return new MemoryPoint(Sample.NOON.plusSeconds(seconds), resident);
    }

    @Test
    void memoryStartsAtZeroAndTimeGoesRight() {
        Curve curve =
                Curve.of(
                        List.of(point(60, 400 * MIB), point(0, 0), point(30, 200 * MIB)), 600, 100);
        assertThat(curve.line()).isEqualTo("0.0,100.0 300.0,50.0 600.0,0.0");
        assertThat(curve.area()).startsWith("0,100 ").endsWith(" 600,100");
        assertThat(curve.sizes())
                .extracting(Curve.Mark::text)
                .containsExactly("0", "100 MiB", "200 MiB", "300 MiB", "400 MiB");
        assertThat(curve.ages())
                .extracting(Curve.Mark::text)
                .containsExactly("−1 min", "−40 s", "−20 s", "last");
        assertThat(curve.words())
                .isEqualTo("Memory over 1 min: from 0 B to 400 MiB, at most 400 MiB");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 3, 1023, 5_000_000, 1L << 31, 1L << 45, Long.MAX_VALUE / 8})
    void thePeakAlwaysFits(long peak) {
        Curve curve = Curve.of(List.of(point(0, 0), point(1, peak)), 100, 100);
        double top = Double.parseDouble(curve.line().substring(curve.line().lastIndexOf(',') + 1));
        assertThat(top).isBetween(0.0, 100.0);
        assertThat(curve.peak()).isEqualTo(peak);
    }

    @Test
    void pointsAtTheSameTimeDoNotDivideByZero() {
        Curve curve = Curve.of(List.of(point(0, 5), point(0, 6)), 100, 100);
        assertThat(curve.line()).doesNotContain("NaN").doesNotContain("∞");
    }

    @Test
    void aSinglePointIsNoCurve() {
        assertThat(Curve.drawable(List.of(point(0, 1)))).isFalse();
        assertThat(Curve.drawable(List.of(point(0, 1), point(1, 1)))).isTrue();
    }
}

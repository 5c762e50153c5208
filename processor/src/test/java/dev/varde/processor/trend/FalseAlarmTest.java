package dev.varde.processor.trend;

import static dev.varde.processor.Cast.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.processor.trend.Outlook.Rising;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Days of figures made up from fixed seeds, each looked at whenever a window is over.
class FalseAlarmTest {
    private static final int HARMLESS = 10_000;
    private static final int LEAKS = 1_000;
    private static final int A_DAY = 24 * 60;

    @Test
    void atMostTwoHarmlessDaysInAThousandAreTakenForALeak() {
        Map<Curve, Integer> alarms = new EnumMap<>(Curve.class);
        int each = (HARMLESS + Curve.HARMLESS.size() - 1) / Curve.HARMLESS.size();

        for (Curve curve : Curve.HARMLESS) {
            alarms.put(
                    curve,
                    (int)
                            IntStream.range(0, each)
                                    .parallel()
                                    .filter(n -> alarm(curve, n).isPresent())
                                    .count());
        }

        int all = alarms.values().stream().mapToInt(Integer::intValue).sum();
        System.out.printf(
                "false alarms: %d of %d days, by curve, of %d each: %s%n",
                all, each * Curve.HARMLESS.size(), each, alarms);
        assertThat(all).isLessThanOrEqualTo(HARMLESS / 500);
        assertThat(alarms)
                .allSatisfy(
                        (curve, n) -> assertThat(n).as("%s", curve).isLessThanOrEqualTo(each / 50));
    }

    @Test
    void everyLeakIsToldInTimeAndMostlyWhenItWillEndWithinAThird() {
        List<Double> early = new ArrayList<>();
        int near = 0;
        for (int n = 0; n < LEAKS; n++) {
            Optional<Told> told = alarm(Curve.LEAK, n);
            double end = end(n);
            if (told.isPresent() && end <= 24) {
                double left = end - told.get().hour();
                early.add(left);
                near += Math.abs(told.get().predicted() - left) <= Math.max(left / 3, 0.25) ? 1 : 0;
            }
        }
        long due = IntStream.range(0, LEAKS).filter(n -> end(n) <= 24).count();

        System.out.printf(
                "leaks: %d of %d told before the limit, %.1f h before it at the median, %d with the time left right within a third%n",
                early.size(),
                due,
                early.stream().sorted().skip(early.size() / 2).findFirst().orElse(0.0),
                near);
        assertThat(early.stream().filter(h -> h > 0).count()).isEqualTo(due);
        assertThat(near).isGreaterThanOrEqualTo(early.size() * 9 / 10);
    }

    /// @param predicted hours to the limit
    private record Told(double hour, double predicted) {}

    private static Optional<Told> alarm(Curve curve, int seed) {
        Random random = new Random(seed);
        Curve.Shape shape = new Curve.Shape(random);
        Floor floor = Floor.begun(NOON, curve.value(0, shape, random));
        for (int n = 1; n <= A_DAY; n++) {
            Instant at = NOON.plusSeconds(60L * n);
            int windows = floor.least().size();
            floor = floor.seen(at, curve.value(n / 60.0, shape, random));
            if (floor.least().size() != windows
                    && Outlook.of(floor, Curve.LIMIT) instanceof Rising r) {
                return Optional.of(
                        new Told(
                                n / 60.0, Duration.between(at, r.reached()).toSeconds() / 3_600.0));
            }
        }
        return Optional.empty();
    }

    /// The hour in which the floor of the leak reaches the limit.
    private static double end(int seed) {
        Curve.Shape s = new Curve.Shape(new Random(seed));
        return (1 - s.level) / (0.03 + 0.2 * s.height);
    }
}

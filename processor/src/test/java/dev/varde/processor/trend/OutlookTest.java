package dev.varde.processor.trend;

import static dev.varde.processor.Cast.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.processor.trend.Outlook.Rising;
import dev.varde.processor.trend.Outlook.Slow;
import dev.varde.processor.trend.Outlook.TooEarly;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OutlookTest {
    private static final long LIMIT = 1_000;

    @Test
    void whatRisesByTheHourIsAtItsLimitWhenTheLineSaysSo() {
        Outlook outlook = after(60, minute -> 100 + 6 * minute);

        assertThat(outlook).isInstanceOf(Rising.class);
        Rising rising = (Rising) outlook;
        assertThat(rising.perHour()).isEqualTo(360);
        assertThat(Duration.between(NOON, rising.reached()).toMinutes()).isBetween(149L, 151L);
        assertThat(rising.over()).isEqualTo(Duration.ofMinutes(59));
    }

    @Test
    void fewerThanThirtyWindowsSayNothing() {
        assertThat(after(29, minute -> 100 + 20 * minute)).isInstanceOf(TooEarly.class);
        assertThat(after(30, minute -> 100 + 20 * minute)).isInstanceOf(Rising.class);
    }

    @Test
    void whatStaysDoesNotRise() {
        assertThat(after(60, _ -> 500)).isEqualTo(new Outlook.Level());
    }

    @Test
    void whatFallsDoesNotRise() {
        assertThat(after(60, minute -> 900 - 5 * minute)).isEqualTo(new Outlook.Level());
    }

    @Test
    void aSawToothWithAFlatFloorDoesNotRise() {
        assertThat(afterSamples(120, half -> 200 + 50 * (half % 8))).isEqualTo(new Outlook.Level());
    }

    @Test
    void aSawToothWhoseFloorRisesDoes() {
        assertThat(afterSamples(120, half -> 200 + 3 * half + 20 * (half % 8)))
                .isInstanceOf(Rising.class);
    }

    @Test
    void oneStepIsNoTrend() {
        assertThat(after(60, minute -> minute < 25 ? 200 : 600)).isNotInstanceOf(Rising.class);
        assertThat(after(60, minute -> minute < 45 ? 200 : 600)).isNotInstanceOf(Rising.class);
    }

    /// Two values, the greater one a little more often later: many ties.
    @Test
    void fewCoarseStepsAreNotSureEnough() {
        assertThat(after(60, minute -> minute % 7 == 0 || minute > 52 ? 300 : 200))
                .isNotInstanceOf(Rising.class);
    }

    @Test
    void growthUnderATenthOfTheLimitDoesNotCount() {
        assertThat(after(60, minute -> 500 + minute)).isEqualTo(new Outlook.Level());
    }

    @Test
    void aCacheThatLevelsOffIsNoLeak() {
        assertThat(after(60, minute -> (long) (100 + 400 * (1 - Math.exp(-minute / 20.0)))))
                .isNotInstanceOf(Rising.class);
    }

    @Test
    void aLimitFarAwayIsNotSpokenOf() {
        assertThat(Outlook.of(floor(60, minute -> 100 + 6 * minute), 1_300))
                .isInstanceOf(Slow.class);
    }

    @Test
    void aFewValuesAreEnoughWhereNothingGoesUpAndDown() {
        List<Outlook.Point> disk =
                IntStream.range(0, 6)
                        .mapToObj(n -> new Outlook.Point(NOON.plusSeconds(60L * n), 900 + 10 * n))
                        .toList();

        Outlook outlook = Outlook.of(disk, LIMIT, Duration.ofDays(30));

        assertThat(((Rising) outlook).reached()).isEqualTo(NOON.plusSeconds(600));
        assertThat(Outlook.of(disk.subList(0, 5), LIMIT, Duration.ofDays(30)))
                .isInstanceOf(Outlook.Level.class);
    }

    @Test
    void tiesMakeATrendLessSure() {
        double[] distinct = IntStream.range(0, 30).mapToDouble(n -> n).toArray();
        double[] coarse = IntStream.range(0, 30).mapToDouble(n -> n < 28 ? 0 : 1).toArray();

        assertThat(MannKendall.z(distinct)).isGreaterThan(7);
        assertThat(MannKendall.z(coarse)).isLessThan(MannKendall.SURE);
    }

    /// Gilbert, Statistical Methods for Environmental Pollution Monitoring (1987), gives the
    /// variance of S for n = 10 without ties as 125.
    @Test
    void theScoreIsTheOneOfTheBooks() {
        double[] rising = IntStream.range(0, 10).mapToDouble(n -> n).toArray();

        assertThat(MannKendall.z(rising)).isEqualTo(44 / Math.sqrt(125));
    }

    @Test
    void aFewWildValuesDoNotTurnTheLine() {
        double[] times = IntStream.range(0, 20).mapToDouble(n -> n).toArray();
        double[] values =
                IntStream.range(0, 20).mapToDouble(n -> n % 5 == 0 ? 1_000 : 3 * n + 1).toArray();

        assertThat(TheilSen.through(times, values).slope()).isEqualTo(3);
    }

    private static Outlook after(int minutes, IntToLongFunction value) {
        return Outlook.of(floor(minutes, value), LIMIT);
    }

    private static Outlook afterSamples(int halves, IntToLongFunction value) {
        Floor floor = Floor.begun(NOON, value.applyAsLong(0));
        for (int half = 1; half <= halves; half++) {
            floor = floor.seen(NOON.plusSeconds(30L * half), value.applyAsLong(half));
        }
        return Outlook.of(floor, LIMIT);
    }

    /// A value a minute, and the first second of the minute after.
    private static Floor floor(int minutes, IntToLongFunction value) {
        Floor floor = Floor.begun(NOON, value.applyAsLong(0));
        for (int minute = 1; minute <= minutes; minute++) {
            Instant at = NOON.plus(Duration.ofMinutes(minute));
            floor = floor.seen(at, value.applyAsLong(minute));
        }
        return floor;
    }
}

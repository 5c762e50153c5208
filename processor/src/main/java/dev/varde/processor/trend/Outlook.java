package dev.varde.processor.trend;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// What is to be expected of a figure that has a limit.
public sealed interface Outlook {
    /// The fewest windows that say anything.
    int FEWEST = 30;

    /// Growth that counts, as a share of the limit.
    double LEAST_GROWTH = 0.1;

    /// A figure that levels off, such as a cache that fills, rises less in the newer half of the
    /// time than in all of it.
    double STEADY = 0.8;

    /// A figure that goes up and down, as with garbage collections, or up once, must have risen by
    /// more than its deepest fall and its highest step.
    int OVER_MOVES = 2;

    /// Nobody can see much further ahead than was looked back. With 1 the warning would come when
    /// half of the room is gone, with 2 when a third is.
    int AHEAD = 2;

    double NOT_AT_ALL = -1;

    /// Ten years, in seconds.
    double NEVER = 3.2e8;

    /// Too little was seen.
    record TooEarly() implements Outlook {}

    /// It does not rise, or moves within a tenth of the limit.
    record Level() implements Outlook {}

    /// It rises, but too little, ever slower, or too far from the limit to be spoken of.
    ///
    /// @param reached when it would be at the limit if it went on so
    record Slow(Instant reached) implements Outlook {}

    /// It rises towards its limit.
    ///
    /// @param floor where it stands by the line through its floor
    /// @param perHour how much it rises
    /// @param over the time that was looked at
    /// @param reached when it will be at the limit if it goes on so
    record Rising(long floor, long perHour, Duration over, Instant reached) implements Outlook {}

    /// The outlook by the floor: a Theil–Sen line, believed when the Mann–Kendall test says that
    /// the floor rises, when it grew by a tenth of the limit, and when it goes on growing.
    static Outlook of(Floor floor, long limit) {
        Points points = floor.points();
        if (points.size() < FEWEST) {
            return new TooEarly();
        }
        if (points.range() < LEAST_GROWTH * limit || points.z() < MannKendall.SURE) {
            return new Level();
        }
        TheilSen newer = points.newer().line();
        return newer.slope() >= STEADY * points.older().line().slope()
                ? steady(points, newer.slope(), limit)
                : ahead(points, newer, limit, NOT_AT_ALL);
    }

    private static Outlook steady(Points points, double newer, long limit) {
        TheilSen line = points.line();
        double growth = line.slope() * points.span();
        boolean counts =
                newer >= STEADY * line.slope()
                        && growth >= LEAST_GROWTH * limit
                        && growth >= OVER_MOVES * points.deepestMove();
        return newer <= 0
                ? new Level()
                : ahead(points, line, limit, counts ? AHEAD * points.span() : NOT_AT_ALL);
    }

    /// A value at a time.
    record Point(Instant time, long value) {}

    /// The outlook by the newest values alone, of a figure that does not go up and down: it is
    /// spoken of when it surely rises and gets there soon enough.
    static Outlook of(List<Point> values, long limit, Duration soonEnough) {
        if (values.size() < 2) {
            return new TooEarly();
        }
        Points points = Points.of(values);
        return points.z() < MannKendall.SURE
                ? new Level()
                : ahead(points, points.line(), limit, (double) soonEnough.toSeconds());
    }

    private static Outlook ahead(Points points, TheilSen line, long limit, double farthest) {
        if (line.slope() <= 0) {
            return new Level();
        }
        double floor = line.at(points.last());
        double seconds = Math.clamp((limit - floor) / line.slope(), 0, NEVER);
        Instant reached = points.time(points.last() + seconds);
        return seconds > farthest
                ? new Slow(reached)
                : new Rising(
                        (long) floor,
                        Math.round(line.slope() * 3_600),
                        Duration.ofSeconds(Math.round(points.span())),
                        reached);
    }
}

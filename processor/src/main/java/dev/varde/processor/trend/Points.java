package dev.varde.processor.trend;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/// Values of a figure in the order of time. Not a record, because it holds arrays.
final class Points {
    private final Instant since;
    private final double[] times;
    private final double[] values;

    /// @param times in seconds since then, rising
    Points(Instant since, double[] times, double[] values) {
        this.since = since;
        this.times = times;
        this.values = values;
    }

    static Points of(List<Outlook.Point> points) {
        Instant since = points.getFirst().time();
        return new Points(
                since,
                points.stream()
                        .mapToDouble(p -> Duration.between(since, p.time()).toMillis() / 1e3)
                        .toArray(),
                points.stream().mapToDouble(Outlook.Point::value).toArray());
    }

    int size() {
        return times.length;
    }

    double[] values() {
        return values.clone();
    }

    /// Seconds from the first to the last.
    double span() {
        return times.length == 0 ? 0 : times[times.length - 1] - times[0];
    }

    double last() {
        return times[times.length - 1];
    }

    Instant time(double seconds) {
        return since.plusMillis((long) (seconds * 1_000));
    }

    TheilSen line() {
        return TheilSen.through(times, values);
    }

    double z() {
        return MannKendall.z(values);
    }

    /// From the least to the greatest value.
    double range() {
        return Arrays.stream(values).max().orElse(0) - Arrays.stream(values).min().orElse(0);
    }

    /// The deepest fall, from the greatest value so far to the least after it, or the highest step
    /// from one value to the next, whichever is more.
    double deepestMove() {
        double greatest = values[0];
        double move = 0;
        for (int i = 1; i < values.length; i++) {
            move = Math.max(move, Math.max(greatest - values[i], values[i] - values[i - 1]));
            greatest = Math.max(greatest, values[i]);
        }
        return move;
    }

    Points older() {
        return part(0, times.length / 2);
    }

    Points newer() {
        return part(times.length / 2, times.length);
    }

    private Points part(int from, int to) {
        return new Points(
                since, Arrays.copyOfRange(times, from, to), Arrays.copyOfRange(values, from, to));
    }
}

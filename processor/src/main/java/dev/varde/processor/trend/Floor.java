package dev.varde.processor.trend;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The least value that a figure had in each window of time since something began. What a program
/// holds and will give back goes up and down; what it never gives back lifts the floor.
///
/// The number of windows is bounded: when they are used up two neighbours become one, so that the
/// windows grow wider as time goes by and still reach back to the beginning; at most a fortnight.
///
/// @param since begin of the first window
/// @param width of each window, whole seconds
/// @param least in each window, oldest first, or [#NONE]; the last window is still being filled
public record Floor(Instant since, Duration width, List<Long> least) {
    /// Nothing was seen in that window.
    public static final long NONE = -1;

    static final int MOST = 64;

    private static final Duration NARROWEST = Duration.ofMinutes(1);
    private static final Duration WIDEST = Duration.ofHours(6);

    public Floor {
        least = List.copyOf(least);
        if (width.toSeconds() < 1 || least.isEmpty() || least.size() > MOST) {
            throw new IllegalArgumentException("a floor has 1 to " + MOST + " windows of seconds");
        }
    }

    /// @param value 0 or more
    public static Floor begun(Instant at, long value) {
        return new Floor(at, NARROWEST, List.of(value));
    }

    /// Returns itself where the value is not less than what its window knows.
    public Floor seen(Instant at, long value) {
        if (at.isBefore(since)) {
            return this;
        }
        long window = Duration.between(since, at).toSeconds() / width.toSeconds();
        if (window >= MOST) {
            return coarser(at).map(f -> f.seen(at, value)).orElseGet(() -> begun(at, value));
        }
        return with((int) window, value);
    }

    private Floor with(int window, long value) {
        boolean known = window < least.size() && least.get(window) != NONE;
        if (known && least.get(window) <= value) {
            return this;
        }
        List<Long> all = new ArrayList<>(least);
        while (all.size() <= window) {
            all.add(NONE);
        }
        all.set(window, value);
        return new Floor(since, width, all);
    }

    /// Wider windows, or, where they are at their widest, without the older half; empty when
    /// nothing of it would be left.
    private Optional<Floor> coarser(Instant at) {
        if (width.compareTo(WIDEST) < 0) {
            return Optional.of(new Floor(since, width.multipliedBy(2), pairs()));
        }
        int half = MOST / 2;
        Instant later = since.plus(width.multipliedBy(half));
        return least.size() <= half || at.isAfter(later.plus(width.multipliedBy(2 * MOST)))
                ? Optional.empty()
                : Optional.of(new Floor(later, width, least.subList(half, least.size())));
    }

    private List<Long> pairs() {
        List<Long> wide = new ArrayList<>();
        for (int i = 0; i < least.size(); i += 2) {
            long first = least.get(i);
            long second = i + 1 < least.size() ? least.get(i + 1) : NONE;
            wide.add(first == NONE ? second : second == NONE ? first : Math.min(first, second));
        }
        return wide;
    }

    /// The lowest value of the first window in which anything was seen.
    public long first() {
        return least.stream().filter(v -> v != NONE).findFirst().orElse(0L);
    }

    /// The windows that are over.
    Points points() {
        List<Long> over = least.subList(0, least.size() - 1);
        double[] times = new double[over.size()];
        double[] values = new double[over.size()];
        int n = 0;
        for (int i = 0; i < over.size(); i++) {
            if (over.get(i) != NONE) {
                times[n] = (i + 0.5) * width.toSeconds();
                values[n++] = over.get(i);
            }
        }
        return new Points(since, Arrays.copyOf(times, n), Arrays.copyOf(values, n));
    }
}

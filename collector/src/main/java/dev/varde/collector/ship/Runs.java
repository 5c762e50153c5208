package dev.varde.collector.ship;

import java.util.Arrays;
import java.util.OptionalLong;

/// Numbers of events in rising order, kept as runs without a hole: 16 bytes for each run, however
/// long it is. Not thread-safe.
final class Runs {
    /// What is done with each run, from inclusive to exclusive.
    @FunctionalInterface
    interface Each {
        void run(long from, long to);
    }

    /// From and to of each run by turns.
    private long[] bounds = new long[2];

    private int used;

    static Runs of(long from, long to) {
        Runs runs = new Runs();
        runs.add(from, to);
        return runs;
    }

    /// @param number above all that are there
    void add(long number) {
        add(number, number + 1);
    }

    private void add(long from, long to) {
        if (from >= to) {
            return;
        }
        if (used > 0 && bounds[used - 1] == from) {
            bounds[used - 1] = to;
            return;
        }
        if (used == bounds.length) {
            bounds = Arrays.copyOf(bounds, used * 2);
        }
        bounds[used++] = from;
        bounds[used++] = to;
    }

    /// Takes away those from inclusive to exclusive, and returns which of them were there.
    Runs cut(long from, long to) {
        Runs kept = new Runs();
        Runs gone = new Runs();
        each((start, end) -> {
            kept.add(start, Math.min(end, from));
            gone.add(Math.max(start, from), Math.min(end, to));
            kept.add(Math.max(start, to), end);
        });
        bounds = kept.bounds;
        used = kept.used;
        return gone;
    }

    void each(Each each) {
        for (int i = 0; i < used; i += 2) {
            each.run(bounds[i], bounds[i + 1]);
        }
    }

    boolean isEmpty() {
        return used == 0;
    }

    /// The number behind the last; 0 when there is none.
    long end() {
        return used == 0 ? 0 : bounds[used - 1];
    }

    long countFrom(long number) {
        long count = 0;
        for (int i = used - 2; i >= 0 && bounds[i + 1] > number; i -= 2) {
            count += bounds[i + 1] - Math.max(number, bounds[i]);
        }
        return count;
    }

    /// The lowest that is not below the number.
    OptionalLong firstFrom(long number) {
        int place = Arrays.binarySearch(bounds, 0, used, number);
        if (place >= 0) {
            place += place % 2; // an end is no part of its run
            return place < used ? OptionalLong.of(bounds[place]) : OptionalLong.empty();
        }
        int behind = -place - 1;
        if (behind == used) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(behind % 2 == 0 ? bounds[behind] : number);
    }
}

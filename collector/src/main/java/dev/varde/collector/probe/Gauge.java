package dev.varde.collector.probe;

/// One figure of a sample, and how far it has to move to be news.
///
/// @param step at least so far from what was sent last
/// @param flag a mark whose crossing is news by itself; NaN where there is none
record Gauge(double value, double step, double flag) {
    private static final double OF_VALUE = 0.05;
    private static final double OF_LIMIT = 0.005;
    private static final double RED = 0.9;

    static Gauge of(double value, double step) {
        return new Gauge(value, step, Double.NaN);
    }

    /// Something that is used up at its limit: news is a twentieth of what is used or of what is
    /// left, whichever is less, so that the last part before the end is told in fine steps; but
    /// never under a two-hundredth of the limit. Nine tenths of it are a flag.
    static Gauge used(double used, double limit) {
        double least = Math.min(Math.abs(used), Math.abs(limit - used));
        double step = Math.max(OF_VALUE * least, OF_LIMIT * limit);
        return new Gauge(used, step, RED * limit);
    }

    static Gauge used(long used, long limit) {
        return used((double) used, (double) limit);
    }

    /// Something without a known limit: news is a twentieth of it, and at least `least`.
    static Gauge open(double value, double least) {
        return of(value, Math.max(OF_VALUE * value, least));
    }

    Gauge flagged(double mark) {
        return new Gauge(value, step, mark);
    }

    Gauge flagged(long mark) {
        return flagged((double) mark);
    }

    boolean moved(double sent) {
        return Math.abs(value - sent) >= step || crossed(sent);
    }

    /// Whether the mark lies between the two.
    boolean crossed(double sent) {
        return (value < flag) != (sent < flag);
    }
}

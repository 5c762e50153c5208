package dev.varde.collector.probe;

import java.time.Duration;
import java.util.List;

/// Decides which samples of one thing are sent: the first, one in which a figure has moved, and one
/// every 30 seconds. Pure; whoever looks decides how often it is asked.
final class Cadence {
    private static final long REPEAT = Duration.ofSeconds(30).toNanos();

    private double[] sent = {};
    private long sentAt;
    private boolean crossed;

    /// Whether it is to be sent; notes it as sent then.
    ///
    /// @param gauges always the same figures in the same order; a sample with more or fewer is news
    /// @param nanos of a clock that never jumps
    boolean worth(List<Gauge> gauges, long nanos) {
        boolean worth = due(nanos) || moved(gauges);
        if (worth) {
            crossed = hasCrossed(gauges);
            sent(gauges, nanos);
        }
        return worth;
    }

    /// Whether a figure of what was sent last had crossed its mark, or was the first beyond it.
    boolean crossed() {
        return crossed;
    }

    private boolean hasCrossed(List<Gauge> gauges) {
        for (int i = 0; i < gauges.size(); i++) {
            if (gauges.get(i).crossed(i < sent.length ? sent[i] : 0)) {
                return true;
            }
        }
        return false;
    }

    void sent(List<Gauge> gauges, long nanos) {
        sent = gauges.stream().mapToDouble(Gauge::value).toArray();
        sentAt = nanos;
    }

    boolean due(long nanos) {
        return sent.length == 0 || nanos - sentAt >= REPEAT;
    }

    boolean moved(List<Gauge> gauges) {
        if (gauges.size() != sent.length) {
            return true;
        }
        for (int i = 0; i < sent.length; i++) {
            if (gauges.get(i).moved(sent[i])) {
                return true;
            }
        }
        return false;
    }

    /// The next sample is the first again.
    void forget() {
        sent = new double[0];
    }
}

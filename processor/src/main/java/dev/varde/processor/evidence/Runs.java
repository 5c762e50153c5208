package dev.varde.processor.evidence;

import dev.varde.events.HostEvent;
import java.util.ArrayList;
import java.util.List;

/// How far each of a host's last collector runs has been read, so that an event sent twice counts
/// once and a hole is seen. A collector that restarts sends the spool of its old run first, with
/// that run's numbers; so the last few runs are kept.
public record Runs(List<Run> runs) {
    private static final int MOST = 8;

    public static final Runs NONE = new Runs(List.of());

    public Runs {
        runs = List.copyOf(runs);
    }

    /// @param seq the highest number read
    public record Run(String run, long seq) {}

    /// What an event is to what was read before.
    public enum Order {
        NEXT,
        REPEATED,
        AFTER_A_GAP
    }

    public Order order(HostEvent event) {
        long last = last(event.run());
        if (event.seq() <= last) {
            return Order.REPEATED;
        }
        return last == 0 || event.seq() == last + 1 ? Order.NEXT : Order.AFTER_A_GAP;
    }

    /// How many events are missing before this one.
    public long missing(HostEvent event) {
        return Math.max(0, event.seq() - last(event.run()) - 1);
    }

    public Runs read(HostEvent event) {
        List<Run> all = new ArrayList<>(runs);
        all.removeIf(r -> r.run().equals(event.run()));
        return new Runs(Bounds.keep(all, new Run(event.run(), event.seq()), MOST));
    }

    private long last(String run) {
        return runs.stream().filter(r -> r.run().equals(run)).mapToLong(Run::seq).sum();
    }
}

package dev.varde.processor.evidence;

import dev.varde.events.HostEvent;
import dev.varde.events.ResourceFact.DiskSampled;
import dev.varde.processor.trend.Floor;
import dev.varde.processor.trend.Outlook;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One file system over time.
///
/// @param points what was left, oldest first, at least half a minute apart: how it fills now
/// @param bytes the floor of the bytes in use: how it fills in the long run; null in state that an
///   older version kept
/// @param inodes the same of its inodes; null also where it has no fixed number of them
public record Disk(
        Seen<DiskSampled> last, List<Point> points, @Nullable Floor bytes, @Nullable Floor inodes) {
    private static final Duration APART = Duration.ofSeconds(30);
    private static final Duration FARTHEST = Duration.ofDays(30);

    public Disk {
        points = List.copyOf(points);
    }

    /// @param inodesFree null in state that an older version kept
    public record Point(Instant time, long available, @Nullable Long inodesFree) {}

    /// What runs out, and when.
    public record Full(Instant at, boolean inodes) {}

    static Disk first(HostEvent event, DiskSampled fact) {
        return new Disk(
                Seen.of(event, fact),
                List.of(point(event, fact)),
                floor(null, event, used(fact)),
                floor(null, event, inodesUsed(fact)));
    }

    Disk sampled(HostEvent event, DiskSampled fact) {
        boolean soon = event.time().isBefore(points.getLast().time().plus(APART));
        return new Disk(
                Seen.of(event, fact),
                soon ? points : Bounds.keep(points, point(event, fact), Bounds.DISK_POINTS),
                floor(bytes, event, used(fact)),
                floor(inodes, event, inodesUsed(fact)));
    }

    /// Share in use of what users may fill, bytes or inodes, whichever is more.
    public double used() {
        return Math.max(last.fact().used(), inodesShare());
    }

    /// Whether more of its inodes than of its bytes is in use.
    public boolean ofInodes() {
        return inodesShare() > last.fact().used();
    }

    /// When it will be full if it goes on as now, else as in the long run; empty when it does not
    /// surely fill, or not within a month.
    public Optional<Full> fullAt() {
        return earlier(now(false), now(true)).or(this::fullInTheLongRun);
    }

    /// When it will be full if it goes on as it has long done.
    public Optional<Full> fullInTheLongRun() {
        return earlier(
                longRun(false).flatMap(o -> full(o, false)),
                longRun(true).flatMap(o -> full(o, true)));
    }

    /// Whether it fills at all and would be full by then.
    public boolean fillsBy(Instant then) {
        return Stream.of(longRun(false), longRun(true))
                .flatMap(Optional::stream)
                .anyMatch(o ->
                        switch (o) {
                            case Outlook.Rising r -> r.reached().isBefore(then);
                            case Outlook.Slow s -> s.reached().isBefore(then);
                            case Outlook.Level _, Outlook.TooEarly _ -> false;
                        });
    }

    private static Optional<Full> full(Outlook outlook, boolean ofInodes) {
        return outlook instanceof Outlook.Rising r
                ? Optional.of(new Full(r.reached(), ofInodes))
                : Optional.empty();
    }

    private Optional<Full> now(boolean ofInodes) {
        long all = ofInodes ? last.fact().inodes() : last.fact().total();
        List<Outlook.Point> used =
                points.stream().flatMap(p -> used(p, all, ofInodes).stream()).toList();
        return full(Outlook.of(used, all, FARTHEST), ofInodes);
    }

    private static Optional<Outlook.Point> used(Point p, long all, boolean ofInodes) {
        Long free = ofInodes ? p.inodesFree() : Long.valueOf(p.available());
        return Optional.ofNullable(free).map(f -> new Outlook.Point(p.time(), all - f));
    }

    private Optional<Outlook> longRun(boolean ofInodes) {
        long all = ofInodes ? last.fact().inodes() : last.fact().total();
        return Optional.ofNullable(ofInodes ? inodes : bytes).map(f -> Outlook.of(f, all));
    }

    private static Optional<Full> earlier(Optional<Full> a, Optional<Full> b) {
        return Stream.of(a, b).flatMap(Optional::stream).min(Comparator.comparing(Full::at));
    }

    private static Point point(HostEvent event, DiskSampled fact) {
        return new Point(
                event.time(), fact.available(), fact.inodes() <= 0 ? null : fact.inodesFree());
    }

    /// Begins anew when all that had come since the beginning is gone again: somebody made room.
    private static @Nullable Floor floor(@Nullable Floor floor, HostEvent event, long used) {
        if (used < 0) {
            return floor;
        }
        return floor == null || used < floor.first()
                ? Floor.begun(event.time(), used)
                : floor.seen(event.time(), used);
    }

    private static long used(DiskSampled fact) {
        return Math.max(0, fact.total() - fact.available());
    }

    private static long inodesUsed(DiskSampled fact) {
        return fact.inodes() <= 0 ? -1 : Math.max(0, fact.inodes() - fact.inodesFree());
    }

    private double inodesShare() {
        DiskSampled d = last.fact();
        return d.inodes() <= 0 ? 0 : 1.0 - (double) d.inodesFree() / d.inodes();
    }
}

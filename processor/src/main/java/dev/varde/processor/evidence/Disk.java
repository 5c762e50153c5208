package dev.varde.processor.evidence;

import dev.varde.events.HostEvent;
import dev.varde.events.ResourceFact.DiskSampled;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One file system over time.
///
/// @param points available bytes, oldest first, at least half a minute apart
public record Disk(Seen<DiskSampled> last, List<Point> points) {
    private static final Duration APART = Duration.ofSeconds(30);
    private static final Duration FARTHEST = Duration.ofDays(30);

    public Disk {
        points = List.copyOf(points);
    }

    public record Point(Instant time, long available) {}

    static Disk first(HostEvent event, DiskSampled fact) {
        return new Disk(Seen.of(event, fact), List.of(new Point(event.time(), fact.available())));
    }

    Disk sampled(HostEvent event, DiskSampled fact) {
        Point point = new Point(event.time(), fact.available());
        boolean soon = event.time().isBefore(points.getLast().time().plus(APART));
        return new Disk(
                Seen.of(event, fact),
                soon ? points : Bounds.keep(points, point, Bounds.DISK_POINTS));
    }

    /// Share in use of what users may fill, bytes or inodes, whichever is more.
    public double used() {
        DiskSampled d = last.fact();
        double inodes = d.inodes() <= 0 ? 0 : 1.0 - (double) d.inodesFree() / d.inodes();
        return Math.max(d.used(), inodes);
    }

    /// When it will be full if it goes on as from the oldest point to the newest sample; empty when
    /// it does not grow, or not within a month.
    public Optional<Instant> fullAt() {
        Point oldest = points.getFirst();
        long lost = oldest.available() - last.fact().available();
        long seconds = Duration.between(oldest.time(), last.time()).toSeconds();
        if (lost <= 0 || seconds < APART.toSeconds()) {
            return Optional.empty();
        }
        double left = (double) last.fact().available() * seconds / lost;
        return left > FARTHEST.toSeconds()
                ? Optional.empty()
                : Optional.of(last.time().plusSeconds((long) left));
    }
}

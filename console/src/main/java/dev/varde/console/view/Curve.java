package dev.varde.console.view;

import dev.varde.events.Incident.MemoryPoint;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// A memory curve as it is drawn: points in a box whose upper left corner is 0,0, with the marks of
/// its axes. Memory starts at 0, so that the height of the curve tells the truth.
///
/// @param line points of the curve as SVG wants them
/// @param area the same, closed along the bottom
/// @param sizes marks from bottom to top, in bytes
/// @param ages marks from left to right, as ages before the last point
/// @param words what the curve shows, for those who do not see it
public record Curve(
        int width,
        int height,
        String line,
        String area,
        List<Mark> sizes,
        List<Mark> ages,
        long peak,
        long last,
        String words) {
    private static final int MARKS = 4;
    private static final int AGES = 3;

    public Curve {
        sizes = List.copyOf(sizes);
        ages = List.copyOf(ages);
    }

    /// @param at pixels from the left or the top
    public record Mark(int at, String text) {}

    /// Whether there are enough points for a line.
    public static boolean drawable(List<MemoryPoint> points) {
        return points.size() > 1;
    }

    /// @param points at least one
    public static Curve of(List<MemoryPoint> points, int width, int height) {
        List<MemoryPoint> sorted =
                points.stream().sorted(Comparator.comparing(MemoryPoint::time)).toList();
        Instant from = sorted.getFirst().time();
        Duration span = Duration.between(from, sorted.getLast().time());
        long peak = sorted.stream().mapToLong(MemoryPoint::resident).max().orElse(0);
        long top = step(peak) * MARKS;
        String line =
                sorted.stream()
                        .map(p -> x(p, from, span, width) + "," + y(p.resident(), top, height))
                        .collect(Collectors.joining(" "));
        long last = sorted.getLast().resident();
        String words =
                "Memory over %s: from %s to %s, at most %s"
                        .formatted(
                                Amounts.duration(span),
                                Amounts.bytes(sorted.getFirst().resident()),
                                Amounts.bytes(last),
                                Amounts.bytes(peak));
        return new Curve(
                width,
                height,
                line,
                "0," + height + " " + line + " " + width + "," + height,
                sizes(top, height),
                ages(span, width),
                peak,
                last,
                words);
    }

    private static String x(MemoryPoint point, Instant from, Duration span, int width) {
        long whole = Math.max(1, span.toMillis());
        return tenth((double) Duration.between(from, point.time()).toMillis() / whole * width);
    }

    private static String y(long resident, long top, int height) {
        return tenth(height - (double) Math.max(0, resident) / top * height);
    }

    private static String tenth(double pixels) {
        return String.format(Locale.ROOT, "%.1f", pixels);
    }

    /// The smallest round size (1, 2 or 5 times a power of ten of its binary unit) of which
    /// [#MARKS] reach the peak.
    private static long step(long peak) {
        long least = Math.max(1, (peak + MARKS - 1) / MARKS);
        long unit = 1;
        while (unit * 1_000 < least && unit < 1L << 50) {
            unit *= 1_024;
        }
        for (long round = 1; ; round *= 10) {
            for (long digit : new long[] {1, 2, 5}) {
                if (round * digit * unit >= least) {
                    return round * digit * unit;
                }
            }
        }
    }

    private static List<Mark> sizes(long top, int height) {
        List<Mark> marks = new ArrayList<>();
        for (int i = 0; i <= MARKS; i++) {
            String text = i == 0 ? "0" : Amounts.bytes(top / MARKS * i);
            marks.add(new Mark(height - height * i / MARKS, text));
        }
        return marks;
    }

    private static List<Mark> ages(Duration span, int width) {
        List<Mark> marks = new ArrayList<>();
        for (int i = 0; i <= AGES; i++) {
            Duration before = span.multipliedBy(AGES - i).dividedBy(AGES);
            marks.add(
                    new Mark(
                            width * i / AGES, i == AGES ? "last" : "−" + Amounts.duration(before)));
        }
        return marks;
    }
}

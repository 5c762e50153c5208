package dev.varde.notifier.mail;

import dev.varde.events.Incident.MemoryPoint;
import java.util.List;

/// The memory curve as a picture that can be read on light and dark ground: no background, a line,
/// the area under it, and four lines of a grid. Sizes and times stand beside it, as text.
final class CurvePicture {
    static final int WIDTH = 600;
    static final int HEIGHT = 150;
    private static final int[] PALETTE = {0x00000000, 0x552B6CB0, 0xFF2B6CB0, 0x66808080};
    private static final byte AREA = 1;
    private static final byte LINE = 2;
    private static final byte GRID = 3;

    private final byte[] points = new byte[WIDTH * HEIGHT];
    private final List<MemoryPoint> memory;
    private final long lowest;
    private final long highest;

    private CurvePicture(List<MemoryPoint> memory) {
        this.memory = memory;
        var sizes = memory.stream().mapToLong(MemoryPoint::resident).summaryStatistics();
        this.lowest = sizes.getMin();
        this.highest = sizes.getMax();
    }

    /// @param memory at least two points, oldest first
    static byte[] png(List<MemoryPoint> memory) {
        CurvePicture picture = new CurvePicture(memory);
        picture.draw();
        return Png.of(WIDTH, PALETTE, picture.points);
    }

    private void draw() {
        for (int quarter = 0; quarter <= 4; quarter++) {
            int y = quarter * (HEIGHT - 1) / 4;
            java.util.Arrays.fill(points, y * WIDTH, (y + 1) * WIDTH, GRID);
        }
        int before = row(0);
        for (int x = 0; x < WIDTH; x++) {
            int now = row(x);
            fill(x, now, HEIGHT - 1, AREA);
            fill(x, Math.min(before, now) - 1, Math.max(before, now) + 1, LINE);
            before = now;
        }
    }

    private void fill(int x, int from, int to, byte colour) {
        for (int y = Math.max(0, from); y <= Math.min(HEIGHT - 1, to); y++) {
            points[y * WIDTH + x] = colour;
        }
    }

    /// The row of the curve in a column, between the points before and after it.
    private int row(int x) {
        long from = memory.getFirst().time().toEpochMilli();
        long to = memory.getLast().time().toEpochMilli();
        double time = from + (double) (to - from) * x / (WIDTH - 1);
        int after = 1;
        while (after < memory.size() - 1 && memory.get(after).time().toEpochMilli() < time) {
            after++;
        }
        MemoryPoint a = memory.get(after - 1);
        MemoryPoint b = memory.get(after);
        double span = b.time().toEpochMilli() - a.time().toEpochMilli();
        double share =
                span <= 0 ? 1 : Math.clamp((time - a.time().toEpochMilli()) / span, 0.0, 1.0);
        double size = a.resident() + share * ((double) b.resident() - a.resident());
        double height = highest == lowest ? 0.5 : (size - lowest) / (highest - lowest);
        return (int) Math.round((1 - height) * (HEIGHT - 3)) + 1;
    }
}

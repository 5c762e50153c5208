package dev.varde.processor.evidence;

import dev.varde.events.LogTail;
import java.util.ArrayList;
import java.util.List;

/// How much is kept. All text is from outside: it is cut, and control characters are replaced, so
/// that one instance's evidence stays under the size of a Kafka message (1 MiB) however hostile its
/// log is.
final class Bounds {
    static final int EXITS = 16;
    static final int LOGS = 50;
    static final int KERNEL_FACTS = 10;
    static final int REPORTS_OF_A_KIND = 3;
    static final int UNIT_ENTRIES = 16;
    static final int MEMORY_POINTS = 120;
    static final int ORDERS = 8;
    static final int PROCESSES = 256;
    static final int CHECKS = 32;
    static final int DISKS = 32;
    static final int DISK_POINTS = 30;

    /// Characters of one log match, of all log matches and of the last lines before a death.
    static final int ONE_LOG = 12_000;

    static final int ALL_LOGS = 100_000;
    static final int LAST_LINES = 80_000;

    private static final int LINE = 4_000;

    private Bounds() {}

    /// Adds to the end and lets go of the oldest.
    static <T> List<T> keep(List<T> list, T added, int most) {
        List<T> all = new ArrayList<>(list);
        all.add(added);
        return last(all, most);
    }

    static <T> List<T> last(List<T> list, int most) {
        return List.copyOf(list.subList(Math.max(0, list.size() - most), list.size()));
    }

    static String line(String text) {
        String cut = text.length() <= LINE ? text : text.substring(0, LINE) + "…";
        StringBuilder clean = null;
        for (int i = 0; i < cut.length(); i++) {
            char c = cut.charAt(i);
            if ((c < ' ' && c != '\t') || c == 0x7f) {
                clean = clean == null ? new StringBuilder(cut) : clean;
                clean.setCharAt(i, '\uFFFD');
            }
        }
        return clean == null ? cut : clean.toString();
    }

    /// Keeps the end, where the reason of a death stands, and the first line, which says what
    /// began.
    static List<String> lines(List<String> lines, int characters) {
        List<String> kept = new ArrayList<>();
        int room = characters;
        for (int i = lines.size() - 1; i >= 0 && room > 0; i--) {
            String line = line(lines.get(i));
            room -= line.length() + 1;
            if (room >= 0 || kept.isEmpty()) {
                kept.addFirst(line);
            }
        }
        if (kept.size() < lines.size()) {
            kept.addFirst(line(lines.getFirst()));
        }
        return List.copyOf(kept);
    }

    static List<LogTail> tails(List<LogTail> tails) {
        int each = LAST_LINES / Math.max(1, tails.size());
        return tails.stream().map(t -> new LogTail(t.file(), lines(t.lines(), each))).toList();
    }
}

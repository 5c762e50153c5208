package dev.varde.processor.evidence;

import dev.varde.events.LogTail;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/// How much is kept. All text is from outside: it is cut, and what JSON cannot hold is replaced, so
/// that one instance's evidence stays under the size of a Kafka message (1 MiB) however hostile its
/// log is. Sizes of text are bytes as written in JSON.
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
    static final int TAILS = 20;

    /// One log match, all log matches and the last lines before a death.
    static final int ONE_LOG = 12_000;

    static final int ALL_LOGS = 100_000;
    static final int LAST_LINES = 80_000;

    /// A name, such as a path or a command.
    static final int NAME = 300;

    /// A sentence.
    static final int SENTENCE = 1_000;

    private static final int LINE = 4_000;

    private Bounds() {}

    /// Adds to the end and lets go of the oldest.
    static <T> List<T> keep(List<T> list, T added, int most) {
        return keep(list, added, most, _ -> 0);
    }

    /// Adds to the end and lets go of what is worth least, the oldest of that first. The newer half
    /// is kept whatever it is worth, so that nothing old keeps out what comes.
    static <T> List<T> keep(List<T> list, T added, int most, ToIntFunction<T> worth) {
        List<T> all = new ArrayList<>(list);
        all.add(added);
        return worthiest(all, most, worth);
    }

    static <T> List<T> worthiest(List<T> list, int most, ToIntFunction<T> worth) {
        List<T> all = new ArrayList<>(list);
        while (all.size() > most) {
            int least = 0;
            for (int i = 1; i < all.size() - most / 2; i++) {
                boolean less = worth.applyAsInt(all.get(i)) < worth.applyAsInt(all.get(least));
                least = less ? i : least;
            }
            all.remove(least);
        }
        return List.copyOf(all);
    }

    static String line(String text) {
        return cut(text, LINE);
    }

    /// At most so many bytes, with `…` where something was left out.
    static String cut(String text, int bytes) {
        StringBuilder clean = null;
        int room = bytes;
        for (int i = 0; i < text.length(); i++) {
            room -= weight(text.charAt(i));
            if (room < 0) {
                int end = i > 0 && Character.isHighSurrogate(text.charAt(i - 1)) ? i - 1 : i;
                return (clean == null ? text : clean).subSequence(0, end) + "…";
            }
            if (unfit(text, i)) {
                clean = clean == null ? new StringBuilder(text) : clean;
                clean.setCharAt(i, '\uFFFD');
            }
        }
        return clean == null ? text : clean.toString();
    }

    /// Control characters, and halves of surrogate pairs, which are no UTF-8.
    private static boolean unfit(String text, int i) {
        char c = text.charAt(i);
        if (Character.isHighSurrogate(c)) {
            return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
        }
        if (Character.isLowSurrogate(c)) {
            return i == 0 || !Character.isHighSurrogate(text.charAt(i - 1));
        }
        return (c < ' ' && c != '\t') || c == 0x7f;
    }

    static int weight(String text) {
        int sum = 0;
        for (int i = 0; i < text.length(); i++) {
            sum += weight(text.charAt(i));
        }
        return sum;
    }

    private static int weight(char c) {
        if (c == '"' || c == '\\' || c == '\t') {
            return 2;
        }
        // Jackson writes each half of a surrogate pair as an escape of six.
        return c < 0x80 && c >= ' ' ? 1 : Character.isSurrogate(c) ? 6 : 3;
    }

    /// Keeps the end, where the reason of a death stands, and the first line, which says what
    /// began.
    static List<String> lines(List<String> lines, int bytes) {
        List<String> kept = new ArrayList<>();
        int room = bytes;
        for (int i = lines.size() - 1; i >= 0 && room > 0; i--) {
            String line = line(lines.get(i));
            room -= weight(line) + 3;
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
        int each = LAST_LINES / Math.max(1, Math.min(TAILS, tails.size()));
        return tails.stream()
                .limit(TAILS)
                .map(t -> new LogTail(cut(t.file(), NAME), lines(t.lines(), each)))
                .toList();
    }
}

package dev.varde.processor.knowledge;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.varde.events.Cause;
import dev.varde.processor.knowledge.Wording.Weight;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// All wordings, and which of them a line holds.
///
/// A line is looked through once: every four letters of it are looked up in a table of the rarest
/// four of each wording, and only where they are found is the wording itself compared.
public final class Wordings {
    private static final int GRAM = Wording.SHORTEST_KEY;
    private static final int BITS = 14;
    private static final int SLOTS = 1 << BITS;

    /// Of `words.txt`.
    public static final Wordings KNOWN = read();

    private final List<Wording> all;
    private final List<List<Entry>> table = new ArrayList<>(SLOTS);

    /// @param into where in its key the four letters stand
    private record Entry(Wording wording, int into) {
        /// @param at where the four letters begin
        boolean mayBeIn(String line, int at) {
            String key = wording.key();
            return line.regionMatches(true, at - into, key, 0, key.length());
        }
    }

    Wordings(List<Wording> all) {
        this.all = List.copyOf(all);
        for (int i = 0; i < SLOTS; i++) {
            table.add(List.of());
        }
        all.forEach(this::index);
    }

    public List<Wording> all() {
        return all;
    }

    /// Those that the line holds, in no order. What a cause's `unless` excludes is left out, and so
    /// is the `unless` itself.
    public List<Wording> in(String line) {
        Set<Wording> found = candidates(line);
        if (found.isEmpty()) {
            return List.of();
        }
        List<Wording> held = found.stream().filter(w -> w.isIn(line)).toList();
        Set<Cause> excluded = new LinkedHashSet<>();
        held.stream()
                .filter(w -> w.weight() == Weight.UNLESS)
                .forEach(w -> excluded.add(w.cause()));
        return held.stream().filter(w -> !excluded.contains(w.cause())).toList();
    }

    /// Words of which a line that holds a wording holds one.
    public List<String> keys() {
        return all.stream()
                .filter(w -> w.weight() != Weight.UNLESS)
                .map(Wording::key)
                .distinct()
                .toList();
    }

    private Set<Wording> candidates(String line) {
        Set<Wording> found = new LinkedHashSet<>();
        int hash = 0;
        for (int i = 0; i < line.length(); i++) {
            hash = (hash << 8) | lower(line.charAt(i));
            if (i >= GRAM - 1) {
                for (Entry entry : table.get(slot(hash))) {
                    if (entry.mayBeIn(line, i - GRAM + 1)) {
                        found.add(entry.wording());
                    }
                }
            }
        }
        return found;
    }

    private void index(Wording wording) {
        int into = rarest(wording.key());
        int slot = slot(gram(wording.key(), into));
        List<Entry> with = new ArrayList<>(table.get(slot));
        with.add(new Entry(wording, into));
        table.set(slot, List.copyOf(with));
    }

    /// Where in the key the four letters stand that are looked up: letters that are rare in
    /// ordinary logs.
    private static int rarest(String key) {
        int best = 0;
        int least = Integer.MAX_VALUE;
        for (int i = 0; i + GRAM <= key.length(); i++) {
            int cost = 0;
            for (int j = i; j < i + GRAM; j++) {
                cost += " etaoinsrhldcum0123456789".indexOf(key.charAt(j)) >= 0 ? 1 : 0;
            }
            if (cost < least) {
                least = cost;
                best = i;
            }
        }
        return best;
    }

    private static int gram(CharSequence text, int from) {
        int gram = 0;
        for (int i = from; i < from + GRAM; i++) {
            gram = (gram << 8) | lower(text.charAt(i));
        }
        return gram;
    }

    private static int slot(int gram) {
        return (gram * 0x9E3779B1) >>> (32 - BITS);
    }

    private static int lower(int c) {
        int b = c & 0xff;
        return b >= 'A' && b <= 'Z' ? b + 32 : b;
    }

    private static Wordings read() {
        try (InputStream in = Wordings.class.getResourceAsStream("words.txt")) {
            if (in == null) {
                throw new IllegalStateException("words.txt is missing from the jar");
            }
            return new Wordings(read(new BufferedReader(new InputStreamReader(in, UTF_8))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Wording> read(BufferedReader lines) throws IOException {
        List<Wording> all = new ArrayList<>();
        Cause cause = null;
        int number = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            if (line.startsWith("[")) {
                cause = new Cause(line.substring(1, line.length() - 1));
            } else if (!line.isBlank() && !line.startsWith("#")) {
                all.addAll(wordings(cause, line, number));
            }
        }
        return all;
    }

    private static List<Wording> wordings(@Nullable Cause cause, String line, int number) {
        String[] parts = line.strip().split("\\s+", 2);
        if (cause == null || parts.length != 2) {
            throw new IllegalArgumentException(
                    "words.txt:" + number + ": a cause, a weight, words");
        }
        try {
            Weight weight = Weight.of(parts[0]);
            return Wording.spelt(parts[1]).stream()
                    .map(text -> Wording.of(cause, weight, text))
                    .toList();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("words.txt:" + number + ": " + e.getMessage(), e);
        }
    }
}

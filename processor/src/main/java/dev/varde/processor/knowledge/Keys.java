package dev.varde.processor.knowledge;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Finds any of many words in bytes; letters match in either case.
///
/// A line is looked through once: every four letters of it are looked up in a table of the rarest
/// four of each word, and only where they are found is the word itself compared.
public final class Keys {
    private static final int BITS = 14;
    private static final int GRAM = Wording.SHORTEST_KEY;
    private static final String[] NONE = {};

    private final String[][] table = new String[1 << BITS][];

    /// @param words ASCII, at least four letters each
    public Keys(List<String> words) {
        words.stream().map(w -> w.toLowerCase(Locale.ROOT)).distinct().forEach(this::add);
    }

    private void add(String word) {
        int slot = slot(gram(word, rarest(word)));
        List<String> all = new ArrayList<>(List.of(table[slot] == null ? NONE : table[slot]));
        all.add(word);
        table[slot] = all.toArray(NONE);
    }

    /// Whether one of them is in the bytes, which are ASCII or UTF-8.
    public boolean in(byte[] line, int from, int to) {
        int gram = 0;
        for (int i = from; i < to; i++) {
            gram = (gram << 8) | lower(line[i]);
            String[] words = table[slot(gram)];
            if (words != null && i - from >= GRAM - 1 && anyEnds(words, line, i, from, to)) {
                return true;
            }
        }
        return false;
    }

    /// @param at where the four letters end
    private static boolean anyEnds(String[] words, byte[] line, int at, int from, int to) {
        for (String word : words) {
            int begin = at - GRAM + 1 - rarest(word);
            if (begin >= from && begin + word.length() <= to && isThere(word, line, begin)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isThere(String word, byte[] line, int begin) {
        for (int i = 0; i < word.length(); i++) {
            if (lower(line[begin + i]) != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /// Where in a word the four letters stand that are looked up: letters that are rare in ordinary
    /// logs.
    static int rarest(String word) {
        int best = 0;
        int least = Integer.MAX_VALUE;
        for (int i = 0; i + GRAM <= word.length(); i++) {
            int cost = 0;
            for (int j = i; j < i + GRAM; j++) {
                cost += " etaoinsrhldcum0123456789".indexOf(word.charAt(j)) >= 0 ? 1 : 0;
            }
            if (cost < least) {
                least = cost;
                best = i;
            }
        }
        return best;
    }

    static int gram(CharSequence text, int from) {
        int gram = 0;
        for (int i = from; i < from + GRAM; i++) {
            gram = (gram << 8) | lower(text.charAt(i));
        }
        return gram;
    }

    static int slot(int gram) {
        return (gram * 0x9E3779B1) >>> (32 - BITS);
    }

    static int slots() {
        return 1 << BITS;
    }

    static int lower(int c) {
        int b = c & 0xff;
        return b >= 'A' && b <= 'Z' ? b + 32 : b;
    }
}

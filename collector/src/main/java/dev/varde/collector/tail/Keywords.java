package dev.varde.collector.tail;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;

/// Finds any of many words in one pass over a text, whatever their number (Aho and Corasick, 1975).
/// Letters match in either case; only ASCII is looked for.
final class Keywords {
    /// Decides on a hit.
    @FunctionalInterface
    interface Check {
        /// @param from where the word begins
        /// @param to behind its end
        boolean holds(String text, int from, int to);
    }

    /// @param word in lower case
    record Keyword(String word, Check check) {}

    private static final int LETTERS = 128;

    private final List<List<Keyword>> found = new ArrayList<>();
    private int[] next = new int[0];
    private boolean[] hit = new boolean[0];

    Keywords(List<Keyword> keywords) {
        newState();
        keywords.forEach(this::add);
        link();
        hit = new boolean[found.size()];
        for (int state = 0; state < hit.length; state++) {
            hit[state] = !found.get(state).isEmpty();
        }
    }

    private int newState() {
        int state = found.size();
        found.add(new ArrayList<>());
        int[] grown = new int[(state + 1) * LETTERS];
        System.arraycopy(next, 0, grown, 0, next.length);
        java.util.Arrays.fill(grown, state * LETTERS, grown.length, -1);
        next = grown;
        return state;
    }

    private void add(Keyword keyword) {
        int state = 0;
        for (char c : keyword.word().toLowerCase(Locale.ROOT).toCharArray()) {
            int at = state * LETTERS + c;
            if (next[at] < 0) {
                int made = newState();
                next[at] = made;
            }
            state = next[at];
        }
        found.get(state).add(keyword);
    }

    /// Turns the tree into an automaton: where a word does not go on, go where its longest end that
    /// begins another word goes on.
    private void link() {
        int[] fallback = new int[found.size()];
        Queue<Integer> open = new ArrayDeque<>();
        open.add(0);
        while (!open.isEmpty()) {
            int state = open.remove();
            for (int c = 0; c < LETTERS; c++) {
                int at = state * LETTERS + c;
                int shorter = state == 0 ? 0 : next[fallback[state] * LETTERS + c];
                if (next[at] < 0) {
                    next[at] = Math.max(0, shorter);
                } else {
                    fallback[next[at]] = Math.max(0, shorter);
                    found.get(next[at]).addAll(found.get(fallback[next[at]]));
                    open.add(next[at]);
                }
            }
        }
    }

    boolean occurIn(String text) {
        int state = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            state = c < LETTERS ? next[state * LETTERS + lower(c)] : 0;
            if (hit[state] && anyHolds(found.get(state), text, i + 1)) {
                return true;
            }
        }
        return false;
    }

    private static boolean anyHolds(List<Keyword> hits, String text, int to) {
        for (Keyword hit : hits) {
            if (hit.check().holds(text, to - hit.word().length(), to)) {
                return true;
            }
        }
        return false;
    }

    private static int lower(char c) {
        return c >= 'A' && c <= 'Z' ? c + 32 : c;
    }
}

package dev.varde.collector.redact;

import java.util.Collection;
import java.util.List;

/// Tells in one look whether one of many words may begin at a place, by its first two letters in
/// either case; most places in a text are passed over by it.
final class Beginnings {
    private static final int LETTERS = 128;

    private final boolean[] pairs = new boolean[LETTERS * LETTERS];

    Beginnings(List<? extends Collection<String>> words) {
        words.forEach(some -> some.forEach(this::add));
    }

    private void add(String word) {
        for (char first : both(word.charAt(0))) {
            for (char second : both(word.charAt(1))) {
                pairs[first * LETTERS + second] = true;
            }
        }
    }

    private static char[] both(char c) {
        return new char[] {Character.toLowerCase(c), Character.toUpperCase(c)};
    }

    boolean at(String text, int at) {
        if (at + 1 >= text.length()) {
            return false;
        }
        char first = text.charAt(at);
        char second = text.charAt(at + 1);
        return first < LETTERS && second < LETTERS && pairs[first * LETTERS + second];
    }
}

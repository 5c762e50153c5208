package dev.varde.events.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Words in sentences, and words that were meant.
final class Words {
    private Words() {}

    static String or(List<String> words) {
        return joined(words, " or ");
    }

    static String and(List<String> words) {
        return joined(words, " and ");
    }

    /// Asks for the word that was likely meant: at most two letters off, and no more than a third
    /// of it.
    static Optional<String> meant(String word, Collection<String> known) {
        return closest(word, known).map(near -> "Did you mean '" + near + "'?");
    }

    private static Optional<String> closest(String word, Collection<String> known) {
        String lower = word.toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        return known.stream()
                .filter(k -> distance(lower, k) <= Math.min(2, (k.length() + 2) / 3))
                .min(Comparator.comparingInt(k -> distance(lower, k)));
    }

    private static String joined(List<String> words, String last) {
        return words.size() < 2
                ? String.join("", words)
                : String.join(", ", words.subList(0, words.size() - 1)) + last + words.getLast();
    }

    /// Letters to put in, take out or change (Levenshtein).
    private static int distance(String a, String b) {
        if (Math.abs(a.length() - b.length()) > 2) {
            return Integer.MAX_VALUE;
        }
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}

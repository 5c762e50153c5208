package dev.varde.collector.redact;

import org.jspecify.annotations.Nullable;

/// Up to five groups of digits with one blank or hyphen between them, at most 19 digits in all,
/// that are no part of a longer number, word or decimal fraction.
final class DigitGroups {
    private static final int MOST_GROUPS = 5;
    private static final int MOST_DIGITS = 19;

    private final String text;
    private final int from;
    private final int[] ends = new int[MOST_GROUPS];
    private final int[] sizes = new int[MOST_GROUPS];
    private int count;

    private DigitGroups(String text, int from) {
        this.text = text;
        this.from = from;
    }

    /// @param at the place of a digit
    /// @return null when none begins there
    static @Nullable DigitGroups at(String text, int at) {
        if (!mayBegin(text, at)) {
            return null;
        }
        DigitGroups groups = new DigitGroups(text, at);
        groups.read();
        return groups.count == 0 ? null : groups;
    }

    private void read() {
        int total = 0;
        int at = from;
        while (count < MOST_GROUPS) {
            int end = endOfDigits(text, at);
            total += end - at;
            if (end == at || total > MOST_DIGITS || !mayEnd(text, end)) {
                return;
            }
            ends[count] = end;
            sizes[count] = end - at;
            count++;
            if (end >= text.length() || !isSeparator(text.charAt(end))) {
                return;
            }
            at = end + 1;
        }
    }

    int count() {
        return count;
    }

    int from() {
        return from;
    }

    int size(int group) {
        return sizes[group];
    }

    int end(int group) {
        return ends[group];
    }

    /// The first so many digits.
    int[] digits(int length) {
        int[] digits = new int[length];
        int found = 0;
        for (int i = from; found < length; i++) {
            if (Chars.isDigit(text.charAt(i))) {
                digits[found++] = text.charAt(i) - '0';
            }
        }
        return digits;
    }

    static int endOfDigits(String text, int at) {
        int end = at;
        while (end < text.length() && Chars.isDigit(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isSeparator(char c) {
        return c == ' ' || c == '-';
    }

    private static boolean mayBegin(String text, int at) {
        if (at == 0) {
            return true;
        }
        char before = text.charAt(at - 1);
        if (before == '.' || before == '-') {
            return at < 2 || !Chars.isDigit(text.charAt(at - 2));
        }
        return before < 0x80 && !Chars.isWord(before);
    }

    private static boolean mayEnd(String text, int end) {
        if (end == text.length()) {
            return true;
        }
        char after = text.charAt(end);
        if (after == '.') {
            return end + 1 == text.length() || !Chars.isDigit(text.charAt(end + 1));
        }
        return after == '-' || !Chars.isWord(after);
    }
}

package dev.varde.collector.redact;

/// ASCII classes; everything else is no part of a key or token.
final class Chars {
    private Chars() {}

    static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean isWord(char c) {
        return isLetter(c) || isDigit(c) || c == '_' || c == '-';
    }

    static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    static boolean isSpace(char c) {
        return c <= ' ';
    }

    static boolean isQuote(char c) {
        return c == '"' || c == '\'' || c == '`';
    }

    /// The end of the run of word characters and those of `more` from `at`.
    static int endOfRun(String text, int at, String more) {
        int end = at;
        while (end < text.length()
                && (isWord(text.charAt(end)) || more.indexOf(text.charAt(end)) >= 0)) {
            end++;
        }
        return end;
    }
}

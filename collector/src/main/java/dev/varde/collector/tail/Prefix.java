package dev.varde.collector.tail;

import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BiPredicate;

/// What stands before the text on each line of one writer: a time, a level, a process, a thread,
/// the name of a container. Learned from one line and looked for in others, where only clocks may
/// differ.
///
/// @param text as it stood on the line it was learned from; ends where the text of the line begins
record Prefix(String text) {
    static final Prefix NONE = new Prefix("");

    private static final int LONGEST = 200;
    private static final int FIRST_WORDS = 3;
    private static final int LONGEST_WORD = 48;
    private static final int EPOCH_DIGITS = 10;
    private static final Set<String> LEVELS =
            Set.of(
                    "TRACE",
                    "DEBUG",
                    "INFO",
                    "NOTICE",
                    "WARN",
                    "WARNING",
                    "ERROR",
                    "ERR",
                    "FATAL",
                    "CRITICAL",
                    "SEVERE",
                    "LOG");

    /// What stands before this place in the line; the blanks that indent the text are not of it.
    static Prefix before(String line, int column) {
        int end = column;
        while (end > 0 && isBlank(line.charAt(end - 1))) {
            end--;
        }
        if (end == 0 || end > LONGEST) {
            return NONE;
        }
        return new Prefix(line.substring(0, end < column ? end + 1 : end));
    }

    boolean isEmpty() {
        return text.isEmpty();
    }

    /// Where the text begins in a line with this prefix.
    OptionalInt end(String line) {
        Match match = match(line, Prefix::isSame);
        return match.whole() ? OptionalInt.of(match.inLine()) : OptionalInt.empty();
    }

    /// This prefix, or the beginning of it that a container puts before each line where the program
    /// within put the rest before the first line of its record; none where the line has neither.
    Prefix sharedWith(String line) {
        Match match = match(line, Prefix::isSame);
        if (match.whole()) {
            return this;
        }
        return startsRecord(text.substring(match.own()))
                ? new Prefix(text.substring(0, match.own()))
                : NONE;
    }

    /// Whether the line has a prefix of the same kind: of another process, thread or container.
    boolean isLike(String line) {
        return match(line, (word, other) -> shape(word).equals(shape(other))).whole()
                || (text.endsWith("| ") && hasBar(line));
    }

    /// What `docker compose` and its like put behind the name of a container.
    private static boolean hasBar(String line) {
        int bar = line.indexOf('|');
        return bar > 0 && bar < LONGEST_WORD;
    }

    /// @param own how much of this prefix the line has, in whole words
    /// @param inLine where it ends in the line
    private record Match(int own, int inLine, boolean whole) {}

    private Match match(String line, BiPredicate<String, String> same) {
        Match match = new Match(0, 0, false);
        int own = 0;
        int at = 0;
        while (own < text.length()) {
            if (isBlank(text.charAt(own))) {
                if (at >= line.length() || line.charAt(at) != text.charAt(own)) {
                    // a line without text may lack the blank behind the prefix
                    boolean bare = own == text.length() - 1 && at == line.length();
                    return bare ? new Match(own, at, true) : match;
                }
                own++;
                at++;
                match = new Match(own, at, false);
            } else {
                int ownEnd = endOfWord(text, own);
                int end = ownEnd == text.length() ? at + ownEnd - own : endOfWord(line, at);
                if (!fits(text.substring(own, ownEnd), line, at, end, same)) {
                    return match;
                }
                own = ownEnd;
                at = end;
            }
        }
        return new Match(own, at, true);
    }

    private static boolean fits(
            String word, String line, int from, int to, BiPredicate<String, String> same) {
        return to <= line.length()
                && to - from <= LONGEST
                && same.test(word, line.substring(from, to));
    }

    private static boolean isSame(String word, String other) {
        return word.equals(other) || (isClock(word) && shape(word).equals(shape(other)));
    }

    /// Whether the line looks like the first one of a record: among its first words stands a clock,
    /// or the first one is a level.
    static boolean startsRecord(String line) {
        if (line.isEmpty() || isBlank(line.charAt(0))) {
            return false;
        }
        int at = 0;
        for (int word = 0; word < FIRST_WORDS && at < line.length(); word++) {
            int end = endOfWord(line, at);
            if (end - at <= LONGEST_WORD) {
                String found = line.substring(at, end);
                if (isClock(found) || (word == 0 && isLevel(found))) {
                    return true;
                }
            }
            at = end;
            while (at < line.length() && isBlank(line.charAt(at))) {
                at++;
            }
        }
        return false;
    }

    /// `ERROR`, `[ERROR]`, `ERROR:root:text`.
    private static boolean isLevel(String word) {
        int from = 0;
        while (from < word.length() && !Character.isLetter(word.charAt(from))) {
            from++;
        }
        int to = from;
        while (to < word.length() && Character.isLetter(word.charAt(to))) {
            to++;
        }
        return LEVELS.contains(word.substring(from, to));
    }

    /// `21:42:00.123`, `[2026-11-24`, `24/Nov/2026:21:42:00`, `1764020520.5`: it begins with a
    /// digit, and further digits stand behind a colon, a dash, a slash or a dot.
    private static boolean isClock(String word) {
        int at = 0;
        while (at < word.length() && "[(\"'".indexOf(word.charAt(at)) >= 0) {
            at++;
        }
        if (at == word.length() || !isDigit(word.charAt(at))) {
            return false;
        }
        int digits = 0;
        int letters = 0;
        int separators = 0;
        for (int i = at; i < word.length(); i++) {
            if (isDigit(word.charAt(i))) {
                digits++;
            } else if (Character.isLetter(word.charAt(i))) {
                letters++;
            } else if (":-/.".indexOf(word.charAt(i)) >= 0 && isDigit(word.charAt(i - 1))) {
                separators++;
            }
        }
        return (separators > 0 && digits >= 4) || (digits >= EPOCH_DIGITS && letters == 0);
    }

    /// The word with each run of digits as one, and without fractions of a second.
    private static String shape(String word) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            boolean fraction =
                    (c == '.' || c == ',') && i + 1 < word.length() && isDigit(word.charAt(i + 1));
            if (isDigit(c)) {
                if (out.isEmpty() || out.charAt(out.length() - 1) != '0') {
                    out.append('0');
                }
            } else if (!fraction) {
                out.append(c);
            }
        }
        return out.toString();
    }

    private static int endOfWord(String text, int from) {
        int at = from;
        while (at < text.length() && !isBlank(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}

package dev.varde.processor.knowledge;

import dev.varde.events.Cause;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// One way in which a cause is said.
///
/// @param text as it stands in `words.txt`
/// @param key letters that stand in every line that matches, in lower case
public record Wording(Cause cause, Weight weight, String text, String key, Pattern pattern) {
    /// How much a line says by itself.
    public enum Weight {
        /// Nothing but an end is written so.
        ENDS,
        /// The reason of an end where the program did not go on after it.
        FAILS,
        /// The same in general terms: what is said just before it is the reason.
        VAGUE,
        /// The reason of an end that is known otherwise.
        HINTS,
        /// The line is not this cause, whatever else it says.
        UNLESS;

        static Weight of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    static final int SHORTEST_KEY = 4;

    /// Reads the notation of `words.txt`: `…`, `#`, `{a|b}`, `^`, `$`, all else as it stands. Only
    /// `…` repeats, at most 200 characters and never within a repetition, so that matching takes a
    /// time linear in the length of a line.
    ///
    /// @throws IllegalArgumentException where it holds no four characters to look for
    static Wording of(Cause cause, Weight weight, String text) {
        boolean first = text.startsWith("^");
        boolean last = text.endsWith("$");
        String body = text.substring(first ? 1 : 0, text.length() - (last ? 1 : 0));
        Pattern pattern =
                Pattern.compile(
                        (first ? "^" : edge(body.charAt(0), true))
                                + regex(body)
                                + (last ? "$" : edge(body.charAt(body.length() - 1), false)),
                        Pattern.CASE_INSENSITIVE);
        return new Wording(cause, weight, text, key(body), pattern);
    }

    /// The same without its first choice, a wording for each, where nothing but choices would be
    /// left to look for.
    static List<String> spelt(String text) {
        int open = text.indexOf('{');
        int close = text.indexOf('}', open + 1);
        if (open < 0 || close < 0 || longestRun(text).length() >= SHORTEST_KEY) {
            return List.of(text);
        }
        return Stream.of(text.substring(open + 1, close).split("\\|", -1))
                .map(choice -> text.substring(0, open) + choice + text.substring(close + 1))
                .flatMap(one -> spelt(one).stream())
                .toList();
    }

    public boolean isIn(CharSequence line) {
        return pattern.matcher(line).find();
    }

    /// Where in the line it begins; the line's length where it is not in it.
    public int begin(CharSequence line) {
        Matcher m = pattern.matcher(line);
        return m.find() ? m.start() : line.length();
    }

    /// A program that is killed leaves its last line without an end, and the next begins in it.
    private static String edge(char c, boolean before) {
        boolean word = Character.isLetterOrDigit(c);
        return word ? (before ? "(?<![A-Za-z0-9])" : "(?-i:(?![a-z0-9]))") : "";
    }

    private static String regex(String body) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < body.length(); i++) {
            char c = body.charAt(i);
            switch (c) {
                case '…' -> regex.append(".{0,200}?");
                case '#' -> regex.append("\\d+");
                case '{' -> regex.append("(?:");
                case '}' -> regex.append(')');
                case '|' -> regex.append('|');
                default -> regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return regex.toString();
    }

    /// The longest run of letters outside of what varies.
    private static String key(String body) {
        String longest = longestRun(body);
        if (longest.length() < SHORTEST_KEY) {
            throw new IllegalArgumentException("nothing to look for in '" + body + "'");
        }
        return longest.toLowerCase(Locale.ROOT);
    }

    private static String longestRun(String body) {
        String fixed = body.replaceAll("\\{[^}]*}", "…").replaceAll("[^\\x00-\\x7f]", "…");
        return Stream.of(fixed.split("[…#^$]"))
                .max(Comparator.comparingInt(String::length))
                .orElse("");
    }
}

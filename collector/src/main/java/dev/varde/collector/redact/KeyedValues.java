package dev.varde.collector.redact;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Values of keys that name a secret: `password=x`, `"token": "x"`, `Authorization: Basic x`,
/// `--password x`, `DB_PASS=x`; also inside quoted JSON (`\"password\":\"x\"`).
final class KeyedValues {
    /// Ends of keys; the longer first where one begins another.
    static final List<String> WORDS =
            List.of(
                    "password",
                    "passphrase",
                    "passwd",
                    "pass",
                    "pwd",
                    "secret",
                    "token",
                    "apikey",
                    "api_key",
                    "api-key",
                    "access_key",
                    "accesskey",
                    "accountkey",
                    "secret_key",
                    "private_key",
                    "privatekey",
                    "signing_key",
                    "encryption_key",
                    "credentials",
                    "credential",
                    "authorization",
                    "set-cookie",
                    "cookie");

    private static final Set<String> NO_SECRETS =
            Set.of("yes", "no", "true", "false", "null", "none", "nil", "undefined", "", "***");
    private static final int MOST_BLANKS = 8;
    private static final int SHORTEST_TOKEN = 6;

    private KeyedValues() {}

    static @Nullable Span at(String text, int at) {
        for (String word : WORDS) {
            if (text.regionMatches(true, at, word, 0, word.length())) {
                Span span = after(text, word, at, at + word.length());
                if (span != null) {
                    return span;
                }
            }
        }
        return null;
    }

    private static @Nullable Span after(String text, String word, int start, int end) {
        int at = quote(text, end);
        boolean closed = at > end;
        int blanks = blanks(text, at);
        if (blanks < text.length() && isAssignment(text.charAt(blanks))) {
            char sign = text.charAt(blanks);
            return mayHold(text, word, start, sign) ? value(text, word, sign, blanks) : null;
        }
        boolean option = !closed && blanks > at && isOption(text, start);
        return option ? argument(text, blanks, word) : null;
    }

    private static Span argument(String text, int from, String word) {
        int inside = quote(text, from);
        return inside > from
                ? hide(inside, endOfQuoted(text, inside, text.charAt(inside - 1)))
                : plain(text, from, word, '=');
    }

    private static boolean isAssignment(char c) {
        return c == '=' || c == ':';
    }

    /// `pass` and `pwd` are common words: only as `PASS=`, and `PWD=/srv` is a directory; an
    /// `Unexpected token:` is a parser's complaint.
    private static boolean mayHold(String text, String word, int start, char sign) {
        if (word.equals("pass")) {
            return sign == '=' || (start > 0 && text.charAt(start - 1) == '_');
        }
        if (word.equals("token")) {
            return start < 11 || !text.regionMatches(true, start - 11, "unexpected ", 0, 11);
        }
        return !word.equals("pwd")
                || (start > 0 && Chars.isWord(text.charAt(start - 1)))
                || !text.startsWith("=/", start + word.length());
    }

    private static Span value(String text, String word, char sign, int at) {
        int from = at + 1;
        if (sign == ':' && from < text.length() && text.charAt(from) == '=') {
            from++;
        }
        from = blanks(text, from);
        if (word.endsWith("cookie")) {
            return hide(from, endOfLine(text, from));
        }
        int inside = quote(text, from);
        if (inside > from) {
            return hide(inside, endOfQuoted(text, inside, text.charAt(inside - 1)));
        }
        return word.equals("authorization") ? header(text, from) : plain(text, from, word, sign);
    }

    /// The credentials after the scheme; to the end of the line, for they may hold blanks.
    private static Span header(String text, int from) {
        int scheme = Chars.endOfRun(text, from, "");
        int value = blanks(text, scheme);
        boolean schemed = value > scheme && value < text.length();
        return hide(schemed ? value : from, endOfLine(text, schemed ? value : from));
    }

    private static Span plain(String text, int from, String word, char sign) {
        int end = from;
        while (end < text.length() && !endsPlain(text.charAt(end))) {
            end++;
        }
        while (end > from && ",)]}>.".indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        boolean prose = word.equals("token") && sign == ':' && end - from < SHORTEST_TOKEN;
        if (prose || isNone(text, from, end)) {
            return Span.pass(end);
        }
        return hide(from, end);
    }

    private static boolean isNone(String text, int from, int end) {
        return end - from <= 9
                && NO_SECRETS.contains(text.substring(from, end).toLowerCase(Locale.ROOT));
    }

    private static boolean endsPlain(char c) {
        return Chars.isSpace(c) || Chars.isQuote(c) || c == '&' || c == ';' || c == '\\';
    }

    private static Span hide(int from, int to) {
        return to > from ? new Span(from, to) : Span.pass(from);
    }

    private static int endOfQuoted(String text, int from, char quote) {
        boolean escapedQuotes = from >= 2 && text.charAt(from - 2) == '\\';
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == quote) {
                return escapedQuotes && i > from && text.charAt(i - 1) == '\\' ? i - 1 : i;
            }
            if (c == '\\' && !escapedQuotes) {
                i++;
            }
        }
        return text.length();
    }

    private static int endOfLine(String text, int from) {
        int end = from;
        while (end < text.length() && "\r\n\"'".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return end;
    }

    /// Behind a quote, escaped or not, when one stands here.
    private static int quote(String text, int at) {
        int next = at;
        while (next < text.length() && next < at + 3 && text.charAt(next) == '\\') {
            next++;
        }
        return next < text.length() && Chars.isQuote(text.charAt(next)) ? next + 1 : at;
    }

    private static int blanks(String text, int at) {
        int next = at;
        while (next < text.length()
                && next < at + MOST_BLANKS
                && Chars.isBlank(text.charAt(next))) {
            next++;
        }
        return next;
    }

    /// Whether the key begins with a hyphen, as an option on a command line does.
    private static boolean isOption(String text, int start) {
        int at = start;
        while (at > 0 && at > start - 40 && Chars.isWord(text.charAt(at - 1))) {
            at--;
        }
        return text.charAt(at) == '-' && (at == 0 || Chars.isSpace(text.charAt(at - 1)));
    }
}

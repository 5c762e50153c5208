package dev.varde.collector.redact;

import org.jspecify.annotations.Nullable;

/// The secrets in `scheme://user:password@host`: the password, or the whole of what stands before
/// the `@` when the user is a token, as code hosts have it, or is too long for a name. A text may
/// have been cut before the `@`.
final class UrlCredentials {
    /// Without a password, a user of so many characters is taken for a token.
    private static final int LONGEST_NAME = 15;

    private static final char CUT = '…';

    private UrlCredentials() {}

    /// @param at the place of a colon
    static @Nullable Span at(String text, int at) {
        if (!text.startsWith("://", at)) {
            return null;
        }
        int start = at + 3;
        int end = start;
        int colon = -1;
        int last = -1;
        while (end < text.length() && !endsAuthority(text.charAt(end))) {
            char c = text.charAt(end);
            if (c == ':' && colon < 0) {
                colon = end;
            } else if (c == '@') {
                last = end;
            }
            end++;
        }
        if (last < 0) {
            return cutShort(text, start, colon, end);
        }
        boolean password = colon >= 0 && colon + 1 < last;
        int user = colon >= 0 ? colon : last;
        if (isToken(text, start, user) || (!password && isTooLong(text, start, user))) {
            return new Span(start, last);
        }
        return password ? new Span(colon + 1, last) : Span.pass(last);
    }

    /// What stands after a colon at the very end of a text, or before an ellipsis, may be the
    /// beginning of a password; unless it is a port.
    private static @Nullable Span cutShort(String text, int start, int colon, int end) {
        int cut = end == text.length() ? end : text.indexOf(CUT, start, end);
        boolean secret =
                colon > 0
                        && cut > colon + 1
                        && isName(text, start, colon)
                        && !text.substring(colon + 1, cut).matches("\\d{1,5}");
        return secret ? new Span(colon + 1, cut) : null;
    }

    private static boolean isToken(String text, int from, int to) {
        Span token = TokenShapes.at(text, from);
        return token != null && token.hides() && token.from() == from && token.to() <= to;
    }

    /// What holds a `?` or `#` is a host and what follows it, not a user.
    private static boolean isTooLong(String text, int from, int to) {
        return to - from > LONGEST_NAME && isName(text, from, to);
    }

    private static boolean isName(String text, int from, int to) {
        return text.substring(from, to).chars().noneMatch(c -> "?#[".indexOf(c) >= 0);
    }

    private static boolean endsAuthority(char c) {
        return Chars.isSpace(c) || Chars.isQuote(c) || c == '/' || c == '<' || c == '>';
    }
}

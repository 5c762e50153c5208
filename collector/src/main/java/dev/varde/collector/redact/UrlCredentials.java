package dev.varde.collector.redact;

import org.jspecify.annotations.Nullable;

/// The password in `scheme://user:password@host`.
final class UrlCredentials {
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
            return null;
        }
        return colon >= 0 && colon + 1 < last ? new Span(colon + 1, last) : Span.pass(last);
    }

    private static boolean endsAuthority(char c) {
        return Chars.isSpace(c) || Chars.isQuote(c) || c == '/' || c == '<' || c == '>';
    }
}

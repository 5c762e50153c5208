package dev.varde.collector.tail;

import java.nio.charset.StandardCharsets;

/// Makes text that is safe to keep and show out of the bytes of a line: UTF-8 with replacement,
/// colours taken out, control characters and those that turn the direction of text made visible as
/// U+FFFD, cut to a bound.
final class LineText {
    static final int LONGEST = 4_096;

    private static final char ESCAPE = '\u001b';
    private static final char REPLACED = '\ufffd';

    private LineText() {}

    /// @param bytes of which the first `length` count
    /// @param total bytes the line had, of which not all may be there
    static String of(byte[] bytes, int length, long total) {
        int end = length > 0 && total == length && bytes[length - 1] == '\r' ? length - 1 : length;
        String text = clean(new String(bytes, 0, end, StandardCharsets.UTF_8));
        if (text.length() <= LONGEST && total <= length) {
            return text;
        }
        String head = text.substring(0, headLength(text));
        long cut = Math.max(1, total - head.getBytes(StandardCharsets.UTF_8).length);
        return head + "… (" + cut + " bytes cut)";
    }

    private static int headLength(String text) {
        int length = Math.min(LONGEST, text.length());
        return length > 0 && Character.isHighSurrogate(text.charAt(length - 1))
                ? length - 1
                : length;
    }

    private static String clean(String text) {
        int at = 0;
        while (at < text.length() && !isUnsafe(text.charAt(at))) {
            at++;
        }
        if (at == text.length()) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length()).append(text, 0, at);
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == ESCAPE) {
                at = behindEscape(text, at);
            } else {
                out.append(isUnsafe(c) ? REPLACED : c);
                at++;
            }
        }
        return out.toString();
    }

    private static boolean isUnsafe(char c) {
        return (c < ' ' && c != '\t')
                || (c >= 0x7f && c < 0xa0)
                || (c >= 0x202a && c <= 0x202e)
                || (c >= 0x2066 && c <= 0x2069)
                || c == 0x2028
                || c == 0x2029;
    }

    /// ECMA-48: a control sequence ends with a byte from 0x40 to 0x7e, an operating system command
    /// with BEL; anything else is the escape and one character.
    private static int behindEscape(String text, int at) {
        int next = at + 1;
        if (next >= text.length()) {
            return next;
        }
        char kind = text.charAt(next);
        if (kind != '[' && kind != ']') {
            return next + 1;
        }
        next++;
        while (next < text.length() && !endsEscape(kind, text.charAt(next))) {
            next++;
        }
        return Math.min(next + 1, text.length());
    }

    private static boolean endsEscape(char kind, char c) {
        return kind == '[' ? c >= 0x40 && c <= 0x7e : c == 0x07;
    }
}

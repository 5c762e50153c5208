package dev.varde.collector.tail;

import java.nio.charset.StandardCharsets;

/// Makes text that is safe to keep and show out of the bytes of a line: UTF-8 with replacement,
/// colours taken out, control characters and those that turn the direction of text made visible as
/// U+FFFD, cut to a bound.
final class LineText {
    static final int LONGEST = 4_096;

    private static final String CUT = "… (";
    private static final String BYTES_CUT = " bytes cut)";
    private static final char ESCAPE = '\u001b';
    private static final char REPLACED = '\ufffd';
    private static final String BYTE_ORDER_MARK = "\ufeff";

    private LineText() {}

    /// @param bytes of which those from `from` up to `to` count
    /// @param total bytes the line had, of which not all may be there
    static String of(byte[] bytes, int from, int to, long total) {
        int length = to - from;
        boolean whole = total <= length;
        String text = clean(shown(new String(bytes, from, length, StandardCharsets.UTF_8), whole));
        if (whole && (text.length() <= LONGEST || isCut(text))) {
            return text;
        }
        String head = text.substring(0, headLength(text));
        long cut = Math.max(1, total - head.getBytes(StandardCharsets.UTF_8).length);
        return head + CUT + cut + BYTES_CUT;
    }

    /// A line that was cut before is not cut again.
    private static boolean isCut(String text) {
        int head = text.lastIndexOf(CUT);
        return head > 0 && head <= LONGEST && text.endsWith(BYTES_CUT);
    }

    /// Without a byte order mark, and as a terminal would show it where carriage returns write one
    /// text over another: the last text, unless an earlier one matters.
    private static String shown(String text, boolean whole) {
        String unmarked = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        if (unmarked.indexOf('\r') < 0) {
            return unmarked;
        }
        String last = "";
        String mattering = "";
        for (String written : unmarked.split("\r+", whole ? 0 : -1)) {
            last = written.isBlank() ? last : written;
            mattering = Matters.matters(written) ? written : mattering;
        }
        return mattering.isEmpty() ? last : mattering;
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
            } else if (c == 0) {
                out.append(REPLACED);
                at = behindNuls(text, at);
            } else {
                out.append(isUnsafe(c) ? REPLACED : c);
                at++;
            }
        }
        return out.toString();
    }

    private static int behindNuls(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) == 0) {
            at++;
        }
        return at;
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

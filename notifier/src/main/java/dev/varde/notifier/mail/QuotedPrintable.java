package dev.varde.notifier.mail;

import java.nio.charset.StandardCharsets;

/// Text as quoted-printable (RFC 2045, section 6.7): lines of at most 76 characters in ASCII,
/// whatever the text holds.
final class QuotedPrintable {
    private static final int COLUMNS = 75;

    private QuotedPrintable() {}

    /// Lines end by CR and LF.
    static String of(String text) {
        StringBuilder out = new StringBuilder(text.length() + text.length() / 8);
        text.lines()
                .forEach(line -> {
                    line(out, line.getBytes(StandardCharsets.UTF_8));
                    out.append("\r\n");
                });
        return out.toString();
    }

    private static void line(StringBuilder out, byte[] line) {
        int column = 0;
        for (int i = 0; i < line.length; i++) {
            String c = character(line[i] & 0xff, i == line.length - 1);
            if (column + c.length() > COLUMNS) {
                out.append("=\r\n");
                column = 0;
            }
            out.append(c);
            column += c.length();
        }
    }

    /// A blank at the end of a line would be lost on the way.
    private static String character(int b, boolean last) {
        boolean plain = (b > ' ' && b < 127 && b != '=') || (b == ' ' && !last);
        return plain ? String.valueOf((char) b) : String.format("=%02X", b);
    }
}

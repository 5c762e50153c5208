package dev.varde.notifier.mail;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// A header line as it is written: folded at blanks to 76 characters where that can be (RFC 5322,
/// section 2.1.1), and what is not ASCII as encoded words (RFC 2047).
final class HeaderLine {
    private static final int COLUMNS = 76;
    private static final int LONGEST_WORD = 900;
    // An encoded word has at most 75 characters, of which 12 are not contents; base64 grows by 4/3.
    private static final int ENCODED_BYTES = 45;

    private HeaderLine() {}

    /// @param value without control characters
    static String of(String name, String value) {
        return name + ": " + (isPlain(value) ? folded(name, value) : encoded(name, value)) + "\r\n";
    }

    /// A value that must not be encoded as a whole, such as addresses.
    static String raw(String name, String value) {
        return name + ": " + folded(name, value) + "\r\n";
    }

    private static boolean isPlain(String value) {
        return value.chars().allMatch(c -> c >= ' ' && c < 127)
                && !value.contains("=?")
                && !value.startsWith(" ")
                && !value.endsWith(" ")
                && java.util.Arrays.stream(value.split(" ", -1))
                        .allMatch(w -> w.length() < LONGEST_WORD);
    }

    /// A line is broken before a blank, which stays: what unfolds it gets the same text.
    private static String folded(String name, String value) {
        StringBuilder out = new StringBuilder(value.length() + 16);
        int column = name.length() + 2;
        boolean first = true;
        for (String word : value.split("(?<! )(?= )", -1)) {
            if (!first && column + word.length() > COLUMNS && !word.isBlank()) {
                out.append("\r\n");
                column = 0;
            }
            out.append(word);
            column += word.length();
            first = false;
        }
        return out.toString();
    }

    private static String encoded(String name, String value) {
        StringBuilder out = new StringBuilder();
        StringBuilder part = new StringBuilder();
        // The first word shares its line with the name.
        int bytes = Math.min(ENCODED_BYTES / 2, (name.length() + 2) * 3 / 4);
        for (int i = 0; i < value.length(); ) {
            int c = value.codePointAt(i);
            i += Character.charCount(c);
            int size = Character.toString(c).getBytes(StandardCharsets.UTF_8).length;
            if (bytes + size > ENCODED_BYTES) {
                out.append(word(part)).append("\r\n ");
                part.setLength(0);
                bytes = 0;
            }
            part.appendCodePoint(c);
            bytes += size;
        }
        return out.append(word(part)).toString();
    }

    private static String word(StringBuilder part) {
        byte[] bytes = part.toString().getBytes(StandardCharsets.UTF_8);
        return "=?UTF-8?B?" + Base64.getEncoder().encodeToString(bytes) + "?=";
    }
}

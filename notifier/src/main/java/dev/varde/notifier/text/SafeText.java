package dev.varde.notifier.text;

import java.util.List;
import java.util.regex.Pattern;

/// Text from outside made safe to show as plain text: no control characters, no terminal escapes,
/// no characters that turn the writing direction, nothing endless.
public final class SafeText {
    private static final char UNSHOWABLE = '\uFFFD';
    // ECMA-48, section 5.4: control sequences.
    private static final Pattern TERMINAL_ESCAPE =
            Pattern.compile("\u001B\\[[0-?]*[ -/]*[@-~]|\u001B[@-Z\\\\-_]");

    private SafeText() {}

    /// One line of at most `longest` characters; line breaks and tabs become blanks.
    public static String line(String text, int longest) {
        String plain = TERMINAL_ESCAPE.matcher(head(text, longest * 4 + 64)).replaceAll("");
        StringBuilder out = new StringBuilder(Math.min(plain.length(), longest + 1));
        plain.codePoints().forEach(c -> append(out, c));
        return cut(out.toString().strip(), longest);
    }

    /// The last `most` of several lines, each safe and at most `longest` characters.
    public static List<String> lines(List<String> lines, int most, int longest) {
        return lines.subList(Math.max(0, lines.size() - most), lines.size()).stream()
                .flatMap(String::lines)
                .map(l -> line(l, longest))
                .toList();
    }

    /// At most `longest` characters, the last one `…` when something was left out; never half a
    /// surrogate pair.
    public static String cut(String text, int longest) {
        return text.length() <= longest ? text : head(text, longest - 1).stripTrailing() + "…";
    }

    private static String head(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        boolean splits = length > 0 && Character.isHighSurrogate(text.charAt(length - 1));
        return text.substring(0, splits ? length - 1 : length);
    }

    private static void append(StringBuilder out, int c) {
        if (c == '\n' || c == '\r' || c == '\t' || c == 0x2028 || c == 0x2029 || c == 0x85) {
            out.append(' ');
        } else if (Character.isISOControl(c) || turnsDirection(c) || isLoneSurrogate(c)) {
            out.append(UNSHOWABLE);
        } else {
            out.appendCodePoint(c);
        }
    }

    /// Unicode Standard Annex 9, section 2: explicit formatting characters and marks.
    private static boolean turnsDirection(int c) {
        return (c >= 0x202A && c <= 0x202E)
                || (c >= 0x2066 && c <= 0x2069)
                || c == 0x200E
                || c == 0x200F
                || c == 0x061C;
    }

    private static boolean isLoneSurrogate(int c) {
        return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    }
}

package dev.varde.standalone.demo;

/// Text from outside, made safe for a terminal: no control characters, no escape sequences, no
/// change of direction.
final class Printable {
    private Printable() {}

    static String of(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().forEach(c -> safe.appendCodePoint(isSafe(c) ? c : '\uFFFD'));
        return safe.toString();
    }

    private static boolean isSafe(int c) {
        int type = Character.getType(c);
        return type != Character.CONTROL
                && type != Character.FORMAT
                && type != Character.LINE_SEPARATOR
                && type != Character.PARAGRAPH_SEPARATOR
                && type != Character.SURROGATE;
    }
}

package dev.varde.standalone.command;

import dev.varde.notifier.text.SafeText;

/// Text from outside on a terminal.
final class Plain {
    private static final int LONGEST = 2_000;

    private Plain() {}

    /// One line without control characters.
    static String line(String text) {
        String safe = SafeText.line(text, LONGEST);
        int blanks = 0;
        while (blanks < text.length() && text.charAt(blanks) == ' ') {
            blanks++;
        }
        return " ".repeat(Math.min(blanks, 20)) + safe;
    }
}

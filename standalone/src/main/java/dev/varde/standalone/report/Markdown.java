package dev.varde.standalone.report;

import dev.varde.notifier.text.SafeText;
import java.util.List;

/// Text from outside as CommonMark that shows it and means nothing else.
final class Markdown {
    private static final int LONGEST = 500;

    /// Those that mean nothing but at the beginning of a line are left out: no text from outside
    /// stands there.
    private static final String MEANING = "\\`*_{}[]()<>#!|~&$^@";

    private Markdown() {}

    /// One line: each character that could begin a mark-up, a link or an element is escaped
    /// (CommonMark 0.31, section 2.4).
    static String text(String text) {
        String line = SafeText.line(text, LONGEST);
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            out.append(MEANING.indexOf(c) >= 0 ? "\\" : "").append(c);
        }
        return out.toString();
    }

    /// A code span; its fence is longer than every run of backticks in it (section 6.1).
    static String code(String text) {
        String line = SafeText.line(text, LONGEST).replace("|", "\\|");
        String fence = "`".repeat(longestRun(line) + 1);
        boolean edge = line.startsWith("`") || line.endsWith("`") || line.isEmpty();
        String padding = edge ? " " : "";
        return fence + padding + line + padding + fence;
    }

    /// A fenced block; likewise (section 4.5).
    static String block(List<String> lines, int most) {
        List<String> safe = SafeText.lines(lines, most, LONGEST);
        int longest = safe.stream().mapToInt(Markdown::longestRun).max().orElse(0);
        String fence = "`".repeat(Math.max(3, longest + 1));
        return fence + "\n" + String.join("\n", safe) + "\n" + fence + "\n";
    }

    private static int longestRun(String text) {
        int longest = 0;
        int run = 0;
        for (int i = 0; i < text.length(); i++) {
            run = text.charAt(i) == '`' ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        return longest;
    }
}

package dev.varde.notifier.text;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Plain text for narrow screens: lines of at most 72 columns, broken at blanks and indented like
/// their beginning. What is to be copied stays whole: lines that begin with four blanks.
public final class Columns {
    private static final int WIDTH = 72;
    private static final String WHOLE = "    ";
    private static final String QUOTE = "> ";

    private Columns() {}

    public static String wrap(String text) {
        return text.lines().flatMap(l -> wrapped(l).stream()).collect(Collectors.joining("\n"))
                + "\n";
    }

    private static List<String> wrapped(String line) {
        if (line.length() <= WIDTH || line.startsWith(WHOLE)) {
            return List.of(line);
        }
        String indent = line.startsWith(QUOTE) ? QUOTE : indent(line);
        List<String> lines = new ArrayList<>();
        String rest = line;
        while (rest.length() > WIDTH) {
            int at = breakAt(rest, indent.length());
            lines.add(rest.substring(0, at).stripTrailing());
            rest = indent + rest.substring(at).stripLeading();
        }
        lines.add(rest);
        return lines;
    }

    private static String indent(String line) {
        int blanks = line.length() - line.stripLeading().length();
        return " ".repeat(Math.min(blanks, 3) + (line.strip().startsWith("- ") ? 2 : 0));
    }

    /// At a blank in the second half of the line, else within a word; never within a pair of
    /// surrogates.
    private static int breakAt(String line, int indent) {
        int blank = line.lastIndexOf(' ', WIDTH);
        if (blank > Math.max(indent, WIDTH / 2)) {
            return blank;
        }
        return Character.isHighSurrogate(line.charAt(WIDTH - 1)) ? WIDTH - 1 : WIDTH;
    }
}

package dev.varde.standalone.explain;

import java.util.List;

/// The blanks that all lines of a quoted excerpt begin with.
record Margin(int width) {
    static Margin of(List<Excerpt.Numbered> lines) {
        return new Margin(
                lines.stream()
                        .map(Excerpt.Numbered::text)
                        .filter(l -> !l.isBlank())
                        .mapToInt(Margin::indent)
                        .min()
                        .orElse(0));
    }

    String cut(String line) {
        return line.length() <= width ? line.stripLeading() : line.substring(width);
    }

    private static int indent(String line) {
        int i = 0;
        while (i < line.length() && line.charAt(i) == ' ') {
            i++;
        }
        return i;
    }
}

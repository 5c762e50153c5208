package dev.varde.processor.sameness;

import java.util.List;
import java.util.regex.Pattern;

/// Takes out of a line what differs from one time to the next: times, addresses, ids, paths,
/// numbers. The order matters: what is larger comes first. Lines are cut before, and no pattern
/// repeats a repetition without a bound.
final class Masks {
    private static final int LONGEST = 400;

    private record Mask(Pattern pattern, String by) {}

    private static final String CLOCK = "\\d{1,2}:\\d{2}:\\d{2}(?:[.,]\\d{1,9})?";
    private static final String ZONE = "(?: ?(?:Z|UTC|GMT|[+-]\\d{2}:?\\d{2}))?";

    private static final List<Mask> MASKS =
            List.of(
                    mask("[\\w.+-]{1,64}@[\\w-]{1,63}(?:\\.[\\w-]{1,63}){1,4}", "<mail>"),
                    mask("\\b[a-z][a-z0-9+.-]{1,20}://[^\\s'\"<>)\\]]{1,300}", "<url>"),
                    mask("\\b(?:[0-9a-fA-F]{2}:){5}[0-9a-fA-F]{2}\\b", "<mac>"),
                    mask("\\b\\d{4}[-/]\\d{2}[-/]\\d{2}(?:[T ]" + CLOCK + ZONE + ")?", "<time>"),
                    mask(
                            "\\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) {1,2}\\d{1,2} "
                                    + CLOCK,
                            "<time>"),
                    mask("\\b" + CLOCK + ZONE, "<time>"),
                    // The host in the prefix of syslog.
                    mask(
                            "^<time> \\S{1,200} (?=[\\w./@-]{1,100}(?:\\[\\d{1,10}\\])?: )",
                            "<time> <host> "),
                    mask("\\b[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\\b", "<uuid>"),
                    mask(
                            "\\[?\\b(?:[0-9a-fA-F]{0,4}:){2,7}[0-9a-fA-F]{1,4}\\b\\]?(?::\\d{1,5}\\b)?",
                            "<ip>"),
                    mask("\\b\\d{1,3}(?:\\.\\d{1,3}){3}(?::\\d{1,5})?\\b", "<ip>"),
                    mask("(?<!\\w)::{1,2}\\d{1,5}\\b", "<ip>"),
                    mask("\\b0x[0-9a-fA-F]{1,32}\\b", "<hex>"),
                    mask("\\b(?=[a-f]{0,64}\\d)[0-9a-f]{8,64}\\b", "<hex>"),
                    mask(
                            "(?<![\\w.<])(?:[A-Za-z]:)?(?:[/\\\\][\\w.@%+~-]{1,200}){2,40}[/\\\\]?",
                            "<path>"),
                    mask(
                            "\\b(?=[A-Za-z_-]{0,40}\\d)(?=[\\d_-]{0,40}[A-Za-z])[\\w-]{12,100}\\b",
                            "<id>"),
                    mask("\\d{1,40}(?:[.,]\\d{1,40}){0,4}", "<n>"));

    private Masks() {}

    /// One line, its blanks joined.
    static String masked(String line) {
        String masked = cut(line.strip().replaceAll("\\s+", " "));
        for (Mask mask : MASKS) {
            masked = mask.pattern().matcher(masked).replaceAll(mask.by());
        }
        return masked;
    }

    private static String cut(String line) {
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST);
    }

    private static Mask mask(String pattern, String by) {
        return new Mask(Pattern.compile(pattern), by);
    }
}

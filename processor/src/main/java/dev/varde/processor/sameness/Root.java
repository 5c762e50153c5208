package dev.varde.processor.sameness;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The exception that the others of a chain came from, with the lines that are its own.
///
/// @param message its first line
record Root(String type, String message, List<String> lines) {
    private static final Pattern JAVA =
            Pattern.compile(
                    "(?:^|[|\\]] ?)Caused by: (?<type>[\\w.$]{1,200})(?:: (?<message>.*))?$");
    private static final Pattern DOTNET =
            Pattern.compile(
                    "^ ?---> (?<type>[\\w.`]{1,200})(?: \\([^)]{1,40}\\))?(?:: (?<message>.*))?$");
    private static final Pattern NODE =
            Pattern.compile(
                    "\\[cause\\]: (?<type>[A-Z]\\w{0,100})(?: \\[\\w+\\])?(?:: (?<message>.*))?$");
    private static final Pattern RUBY =
            Pattern.compile(
                    "^\\S{1,300}:\\d+:in [`'].{1,200}': (?<message>.*) \\((?<type>[A-Z][\\w:]{0,100})\\)$");
    private static final List<Pattern> LAST_IS_ROOT = List.of(JAVA, DOTNET, NODE, RUBY);

    private static final Pattern INNER_ENDS =
            Pattern.compile("--- End of inner exception stack trace ---");
    private static final Pattern PHP_NEXT = Pattern.compile("^Next [\\w\\\\]+:");
    private static final Pattern PYTHON_CAUSE =
            Pattern.compile("^The above exception was the direct cause");
    private static final Pattern PYTHON_CONTEXT =
            Pattern.compile("^During handling of the above exception");
    private static final Pattern PYTHON_END =
            Pattern.compile(
                    "^(?<type>(?:[A-Za-z_]\\w{0,100}\\.){0,10}[A-Z]\\w{0,100})(?:: (?<message>.*)|:?)$");

    /// @param type of what ended the program, as its trace says
    static Root of(String type, String message, List<String> lines) {
        for (Pattern head : LAST_IS_ROOT) {
            for (int i = lines.size() - 1; i > 0; i--) {
                Matcher m = head.matcher(lines.get(i));
                if (m.find()) {
                    return new Root(
                            m.group("type"),
                            text(m),
                            until(INNER_ENDS, lines.subList(i, lines.size())));
                }
            }
        }
        return python(new Root(type, message, until(PHP_NEXT, lines)));
    }

    /// The end of a chain caused it only where the program says so; what was merely being handled
    /// is another story.
    private static Root python(Root whole) {
        List<String> lines = whole.lines();
        int to = lines.size();
        for (int i = lines.size() - 1; i > 0 && !PYTHON_CONTEXT.matcher(lines.get(i)).find(); i--) {
            to = PYTHON_CAUSE.matcher(lines.get(i)).find() ? i : to;
        }
        int from = 0;
        for (int i = to - 1; i > 0 && from == 0; i--) {
            from = PYTHON_CONTEXT.matcher(lines.get(i)).find() ? i + 1 : 0;
        }
        List<String> own = lines.subList(from, to);
        return to == lines.size()
                ? new Root(whole.type(), whole.message(), own)
                : ended(own, whole);
    }

    private static Root ended(List<String> own, Root whole) {
        for (String line : own.reversed()) {
            Matcher m = PYTHON_END.matcher(line);
            if (m.find()) {
                return new Root(m.group("type"), text(m), own);
            }
        }
        return whole;
    }

    private static List<String> until(Pattern end, List<String> lines) {
        for (int i = 1; i < lines.size(); i++) {
            if (end.matcher(lines.get(i)).find()) {
                return lines.subList(0, i);
            }
        }
        return lines;
    }

    private static String text(Matcher m) {
        String message = m.group("message");
        return message == null ? "" : message;
    }
}

package dev.varde.processor.diagnosis;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds the last stack trace in the lines of one log: Python, Java, Node, Go, Rust, Ruby, PHP,
/// C++, .NET, and what other languages print instead of one.
final class Traces {
    private static final int UNFINISHED = 1_000;
    private static final String PREFIX = "(?:^|[ |\\]>:])";

    private static final Pattern PYTHON = Pattern.compile("Traceback \\(most recent call last\\):");
    private static final Pattern GROUP =
            Pattern.compile("\\+ Exception Group Traceback \\(most recent call last\\):");
    private static final Pattern GROUP_END =
            Pattern.compile(
                    "^\\s*\\| (?<type>(?:[A-Za-z_]\\w*\\.)*[A-Z]\\w*Group): (?<message>.*)$");
    private static final Pattern OF_GROUP = Pattern.compile("^\\s*[|+]");
    private static final Pattern PYTHON_END =
            Pattern.compile(
                    PREFIX + "(?<type>(?:[A-Za-z_]\\w*\\.)*[A-Za-z_]\\w*)(?:: (?<message>.*)|:?)$");
    private static final Pattern PYTHON_MORE =
            Pattern.compile("^(?:During handling of the above|The above exception was)");
    private static final Pattern PLAIN_END =
            Pattern.compile(
                    "^(?<type>(?:[A-Za-z_]\\w*\\.)+[A-Za-z]\\w*|[A-Z]\\w*)(?:: (?<message>.*)|:?)$");
    private static final Pattern NODE =
            Pattern.compile(
                    PREFIX + "(?<type>[A-Z]\\w*Error|Error)(?: \\[\\w+\\])?: (?<message>.*)$");
    private static final Pattern JAVA =
            Pattern.compile(
                    "^(?<type>(?:[a-z_]\\w*\\.)+[A-Z][\\w$]*(?:Exception|Error|Throwable))(?:: (?<message>.*))?$");
    private static final Pattern CAUSED =
            Pattern.compile("^\\s*Caused by: (?<type>[\\w.$]+)(?:: (?<message>.*))?$");
    private static final Pattern JAVA_FRAME = Pattern.compile("^\\tat |^Caused by: ");
    private static final Pattern EXCEPTION = Pattern.compile("\\w(?:Exception|Error)\\b");
    private static final int INTERLEAVED = 30;
    private static final Pattern WHAT = Pattern.compile("^\\s*what\\(\\): {1,2}(?<message>.*)$");
    private static final Pattern FRAME =
            Pattern.compile("^\\s+at |^\\s+\\.\\.\\. \\d+ (?:more|common)|^\\s+from ");
    private static final Pattern DIED =
            Pattern.compile(
                    "^Node\\.js v\\d|triggerUncaughtException|^\\s+throw |Application run failed"
                            + "|cancelling refresh attempt|(?i:uncaught exception)|(?i:fatal exception)|(?i:fatal error)|APPLICATION FAILED TO START");
    private static final Pattern RUBY =
            Pattern.compile("^\\S+:\\d+:in [`'].{1,200}': (?<message>.*)$");
    private static final Pattern RUBY_TYPE = Pattern.compile("\\((?<type>[A-Z][\\w:]*)\\)$");
    private static final Pattern BODY =
            Pattern.compile(
                    "^\\s|^Caused by:|^goroutine \\d|^created by |^\\[signal |^exit status|^note: |^stack backtrace"
                            + "|^Node\\.js v|^[\\w./*()-]+\\(.*\\)$|^\\}|^Suppressed: |^#\\d+ |^Stack trace:"
                            + "|^\\tat |^(?:[a-z_]\\w*\\.)+[A-Z][\\w$]*(?:Exception|Error)\\b|^runtime[./]|^main\\.|^$");

    private Traces() {}

    static Optional<Trace> last(List<Line> file) {
        for (int i = file.size() - 1; i >= 0; i--) {
            Optional<Trace> found = at(file, i);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /// Whether the line can be one of a trace, without the others.
    static boolean ofTrace(String text) {
        return indented(text) || FRAME.matcher(text).find() || BODY.matcher(text).find();
    }

    private static Optional<Trace> at(List<Line> file, int i) {
        String text = file.get(i).text();
        if (GROUP.matcher(text).find()) {
            return group(file, i);
        }
        if (PYTHON.matcher(text).find()) {
            return ofGroup(file, i) ? Optional.empty() : python(file, i);
        }
        for (Head head : Head.ALL) {
            Matcher m = head.pattern().matcher(text);
            if (m.find()) {
                return Optional.of(headed(file, i, head, m));
            }
        }
        return headless(file, i)
                .or(() -> ruby(file, i))
                .or(() -> caused(file, i))
                .or(() -> framed(file, i));
    }

    /// A Python trace whose beginning is not among the lines, and a syntax error, which has none.
    private static Optional<Trace> headless(List<Line> file, int i) {
        Matcher m = PLAIN_END.matcher(file.get(i).text());
        if (!m.find() || !m.group("type").matches(".*(?:Error|Exception)")) {
            return Optional.empty();
        }
        int from = i;
        boolean frame = false;
        while (from > 0 && from > i - 200 && indented(file.get(from - 1).text())) {
            from--;
            frame |= file.get(from).text().startsWith("  File \"");
        }
        boolean headed = from > 0 && PYTHON.matcher(file.get(from - 1).text()).find();
        return frame && !headed
                ? Optional.of(
                        trace(file, from, i + 1, m.group("type"), message(m), !logged(file, from)))
                : Optional.empty();
    }

    /// An error that Rust's main returned, with those beneath it.
    private static Optional<Trace> caused(List<Line> file, int i) {
        boolean causes =
                file.get(i).text().startsWith("Error: ")
                        && file.subList(i + 1, Math.min(file.size(), i + 3)).stream()
                                .anyMatch(l -> l.text().equals("Caused by:"));
        return causes
                ? Optional.of(
                        trace(
                                file,
                                i,
                                bodyEnd(file, i + 1),
                                "error",
                                file.get(i).text().substring("Error: ".length()),
                                true))
                : Optional.empty();
    }

    private static boolean ofGroup(List<Line> file, int i) {
        int from = i;
        while (from > 0
                && OF_GROUP.matcher(file.get(from).text()).find()
                && !GROUP.matcher(file.get(from).text()).find()) {
            from--;
        }
        return GROUP.matcher(file.get(from).text()).find();
    }

    /// Several Python exceptions at once, each in a box of its own.
    private static Optional<Trace> group(List<Line> file, int i) {
        int end = i + 1;
        while (end < file.size() && OF_GROUP.matcher(file.get(end).text()).find()) {
            end++;
        }
        for (Line line : file.subList(i, end)) {
            Matcher m = GROUP_END.matcher(line.text());
            if (m.find()) {
                return Optional.of(
                        trace(file, i, end, m.group("type"), message(m), !logged(file, i)));
            }
        }
        return Optional.empty();
    }

    /// Its message may have lines of its own; the type follows the last of them.
    private static Optional<Trace> ruby(List<Line> file, int i) {
        Matcher head = RUBY.matcher(file.get(i).text());
        if (!head.find()) {
            return Optional.empty();
        }
        for (int j = i + 1; j < Math.min(file.size() - 1, i + 8); j++) {
            Matcher type = RUBY_TYPE.matcher(file.get(j).text());
            if (type.find() && file.get(j + 1).text().startsWith("\tfrom ")) {
                int end = bodyEnd(file, j + 1);
                return Optional.of(
                        trace(
                                file,
                                rubyChain(file, i),
                                end,
                                type.group("type"),
                                message(head),
                                true));
            }
        }
        return Optional.empty();
    }

    /// Ruby prints an exception first and then those that it was raised over.
    private static int rubyChain(List<Line> file, int i) {
        int from = i;
        while (from > 0
                && (file.get(from - 1).text().startsWith("\tfrom ")
                        || RUBY.matcher(file.get(from - 1).text()).find())) {
            from--;
        }
        return from;
    }

    /// Ends at the first line that is not indented and looks like an exception; chained exceptions
    /// begin again.
    private static Optional<Trace> python(List<Line> file, int from) {
        boolean bare = file.get(from).text().startsWith("Traceback");
        for (int i = from + 1; i < file.size(); i++) {
            String text = file.get(i).text();
            Matcher m = (bare ? PLAIN_END : PYTHON_END).matcher(text);
            if (!(bare ? indented(text) : framedInPython(text)) && m.find()) {
                int first = chainStart(file, from);
                return Optional.of(
                        trace(
                                file,
                                first,
                                i + 1,
                                m.group("type"),
                                message(m),
                                bare && !logged(file, first)));
            }
        }
        return Optional.empty();
    }

    static boolean indented(String text) {
        return text.isEmpty() || Character.isWhitespace(text.charAt(0)) || text.startsWith("|");
    }

    private static boolean framedInPython(String text) {
        return text.contains("File \"") || text.contains("    ") || text.isBlank();
    }

    /// Where the first exception of a chain begins.
    private static int chainStart(List<Line> file, int from) {
        int start = from;
        for (int i = from - 1; i >= 0 && i > from - 200; i--) {
            String text = file.get(i).text();
            if (PYTHON.matcher(text).find() && chained(file, i, start)) {
                start = i;
            }
        }
        return start;
    }

    private static boolean chained(List<Line> file, int i, int start) {
        for (int j = Math.max(i, start - 3); j < start; j++) {
            if (PYTHON_MORE.matcher(file.get(j).text()).find()) {
                return true;
            }
        }
        return false;
    }

    /// A logger wrote it: the line before has a level.
    private static boolean logged(List<Line> file, int from) {
        return from > 0 && file.get(from - 1).text().matches(".*\\b(?:ERROR|WARNING|WARN)\\b.*");
    }

    private static Trace headed(List<Line> file, int i, Head head, Matcher m) {
        int end = resumed(file, bodyEnd(file, i + 1));
        String type = head.type() == null ? m.group("type") : head.type();
        String message = message(m);
        for (int j = i + 1; j < end; j++) {
            Matcher cause = CAUSED.matcher(file.get(j).text());
            Matcher what = WHAT.matcher(file.get(j).text());
            if (cause.find()) {
                type = cause.group("type");
                message = message(cause);
            } else if (what.find()) {
                message = message(what);
            }
        }
        int from = RUBY.matcher(file.get(i).text()).find() ? rubyChain(file, i) : i;
        return trace(file, from, end, type, message, head.last());
    }

    /// Java and Node without a head line: an exception with frames under it.
    private static Optional<Trace> framed(List<Line> file, int i) {
        if (i + 1 >= file.size() || !FRAME.matcher(file.get(i + 1).text()).find()) {
            return Optional.empty();
        }
        String text = file.get(i).text();
        for (Pattern pattern : List.of(JAVA, NODE)) {
            Matcher m = pattern.matcher(text);
            if (m.find()) {
                int end = bodyEnd(file, i + 1);
                return Optional.of(
                        trace(file, i, end, m.group("type"), message(m), died(file, i, end)));
            }
        }
        return Optional.empty();
    }

    private static boolean died(List<Line> file, int i, int end) {
        return file.subList(Math.max(0, i - 6), Math.min(file.size(), end + 4)).stream()
                .anyMatch(l -> DIED.matcher(l.text()).find());
    }

    /// Where Java's trace ends that lines of other threads came into.
    private static int resumed(List<Line> file, int end) {
        for (int i = end; i < Math.min(file.size(), end + INTERLEAVED); i++) {
            String text = file.get(i).text();
            if (JAVA_FRAME.matcher(text).find()) {
                return resumed(file, bodyEnd(file, i + 1));
            }
            if (EXCEPTION.matcher(text).find()) {
                return end;
            }
        }
        return end;
    }

    private static int bodyEnd(List<Line> file, int from) {
        int end = from;
        while (end < file.size() && BODY.matcher(file.get(end).text()).find()) {
            end++;
        }
        return end;
    }

    private static Trace trace(
            List<Line> file, int from, int end, String type, String message, boolean last) {
        int after = goesOn(file, end) ? UNFINISHED : 0;
        for (Line line : file.subList(end, file.size())) {
            after += Text.in(Text.NOISE, line.text()) || indented(line.text()) ? 0 : 1;
        }
        boolean oneRequest =
                file.subList(Math.max(0, from - 3), Math.min(file.size(), from + 1)).stream()
                                .anyMatch(l -> Text.in(Text.ONE_REQUEST, l.text()))
                        || file.subList(end, Math.min(file.size(), end + 2)).stream()
                                .anyMatch(l -> Text.in(Text.ONE_REQUEST, l.text()))
                        || file.subList(from, end).stream()
                                .anyMatch(l -> Text.in(Text.FRAME_OF_REQUEST, l.text()));
        return new Trace(
                type,
                message,
                file.subList(from, end),
                from,
                file.size() - end,
                after,
                last,
                oneRequest);
    }

    /// Another exception followed in its handler, and where that one went is not shown.
    private static boolean goesOn(List<Line> file, int end) {
        return file.subList(end, Math.min(file.size(), end + 3)).stream()
                .anyMatch(l -> PYTHON_MORE.matcher(l.text()).find());
    }

    private static String message(Matcher m) {
        String message = m.group("message");
        return message == null ? "" : message.strip();
    }
}

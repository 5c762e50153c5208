package dev.varde.collector.tail;

import dev.varde.collector.tail.Keywords.Keyword;
import dev.varde.collector.tail.Keywords.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Traces whose frames are indented `at …` lines: Java, Node, .NET. They begin with the line before
/// the first frame, with the name of an exception whose message may have several lines, or, in
/// Node, with the place in the source.
final class FrameGrammar implements Grammar {
    static final List<Keyword> KEYWORDS = keywords();

    private static final String JAVA = "Exception in thread \"";
    private static final String DOTNET = "Unhandled exception. ";
    private static final String V8 = "FATAL ERROR: ";
    private static final int MOST_OF_MESSAGE = 10;

    private final boolean certain;
    private boolean headFollows;
    private boolean frames;
    private boolean inMessage = true;
    private int message;
    private boolean ended;

    private FrameGrammar(boolean certain, boolean headFollows) {
        this.certain = certain;
        this.headFollows = headFollows;
    }

    /// The tabulator is `\t` in text within JSON.
    private static List<Keyword> keywords() {
        List<Keyword> all = new ArrayList<>();
        List.of("\tat ", "  at ", "\\tat ", "throwable:").forEach(w -> all.add(Keyword.of(w)));
        List.of(
                        ".js:", "mjs:", "cjs:", ".ts:", "mts:", "cts:", ".jsx:", ".tsx:", "[eval]:",
                        "node:")
                .forEach(w -> all.add(new Keyword(w, FrameGrammar::endsInNumber)));
        return List.copyOf(all);
    }

    /// No blank follows, and the last character of the line, or of the text within JSON, is a
    /// digit.
    private static boolean endsInNumber(Text text, int from, int to) {
        int at = to;
        while (at - to < 100 && "\n\r\\".indexOf(text.at(at)) < 0 && text.at(at) != ' ') {
            at++;
        }
        int before = text.at(at - 1);
        return at > to && before >= '0' && before <= '9';
    }

    static Optional<Start> startedBy(String line) {
        int java = line.indexOf(JAVA);
        if (java >= 0) {
            return Optional.of(new Start(new FrameGrammar(true, false), java));
        }
        int word = Math.max(line.lastIndexOf(' '), line.lastIndexOf('\t')) + 1;
        if (isNodePlace(line.substring(word))) {
            return Optional.of(new Start(new FrameGrammar(false, true), word));
        }
        int head = Math.max(line.indexOf(DOTNET), line.indexOf(V8));
        head = head < 0 ? ExceptionName.at(line) : head;
        return head < 0
                ? Optional.empty()
                : Optional.of(new Start(new FrameGrammar(false, false), head));
    }

    static Optional<Start> secondLine(String line) {
        int at = Math.max(line.indexOf("\tat "), line.indexOf("  at "));
        int indent = indent(line);
        int column = indent > 0 && line.startsWith("at ", indent) ? indent : at + 1;
        while (at >= 0 && column < line.length() && isBlank(line.charAt(column))) {
            column++;
        }
        return column > 0 && isPlace(line, column)
                ? Optional.of(new Start(new FrameGrammar(true, false), column))
                : Optional.empty();
    }

    /// ` at name(place)`, however it is indented, and V8's ` 1: 0xb09980 node::Abort() [node]`.
    static boolean isFrame(String line) {
        int indent = indent(line);
        return (indent > 0 && isPlace(line, indent)) || isNative(line, indent);
    }

    private static boolean isPlace(String line, int at) {
        return line.startsWith("at ", at)
                && line.length() > at + 3
                && line.chars().skip(at + 3L).anyMatch(c -> "(.:<".indexOf(c) >= 0);
    }

    private static boolean isNative(String line, int at) {
        int colon = line.indexOf(": 0x", at);
        return colon > at && colon < at + 4 && Character.isDigit(line.charAt(at));
    }

    @Override
    public Answer next(String line) {
        if (ended) {
            return Answer.ENDED;
        }
        if (isFrame(line)) {
            frames = true;
            inMessage = false;
            return Answer.TAKEN;
        }
        if (line.startsWith("Node.js v")) {
            frames = true;
            ended = true;
            return Answer.TAKEN;
        }
        if (line.isBlank()) {
            return Answer.HELD;
        }
        if (belongs(line)) {
            inMessage |= isCause(line);
            message = isCause(line) ? 0 : message;
            return Answer.TAKEN;
        }
        return ofMessage(line);
    }

    private Answer ofMessage(String line) {
        boolean another = ExceptionName.at(line) == 0 || line.startsWith(JAVA) || isNodePlace(line);
        if (!inMessage || message == MOST_OF_MESSAGE || (another && !headFollows)) {
            return Answer.ENDED;
        }
        headFollows &= !another;
        message++;
        return Answer.HELD;
    }

    @Override
    public State state() {
        if (ended) {
            return State.COMPLETE;
        }
        return certain || frames ? State.OPEN : State.TENTATIVE;
    }

    @Override
    public boolean isInner(String line) {
        return isFrame(line) || isCause(line);
    }

    private static boolean isCause(String line) {
        int indent = indent(line);
        return line.startsWith("Caused by:", indent)
                || line.startsWith("Suppressed:", indent)
                || line.startsWith("Wrapped by:", indent);
    }

    private static boolean belongs(String line) {
        return indent(line) > 0
                || isCause(line)
                || line.startsWith("... ")
                || line.startsWith("--- End of")
                || line.startsWith("-----")
                || line.startsWith("Emitted 'error' event ")
                || line.startsWith("Thrown at:")
                || line.equals("}")
                || line.equals("]");
    }

    private static int indent(String line) {
        int at = 0;
        while (at < line.length() && isBlank(line.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    /// `/srv/app.js:12`, `node:internal/modules:1145`, `file:///srv/app.mjs:3`, `[eval]:1`.
    private static boolean isNodePlace(String line) {
        int colon = line.lastIndexOf(':');
        if (colon <= 0 || colon == line.length() - 1 || !startsPlace(line)) {
            return false;
        }
        return line.chars().skip(colon + 1L).allMatch(Character::isDigit)
                && (line.startsWith("node:") || isScript(line.substring(0, colon)));
    }

    private static boolean startsPlace(String line) {
        return line.startsWith("/")
                || line.startsWith("node:")
                || line.startsWith("file://")
                || line.startsWith("[eval]:");
    }

    private static boolean isScript(String path) {
        return path.equals("[eval]") || path.matches(".{1,300}\\.(?:[cm]?[jt]s|[jt]sx)");
    }
}

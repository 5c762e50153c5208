package dev.varde.collector.tail;

import java.util.Optional;

/// Traces whose frames are indented `at …` lines: Java, Node, .NET. They begin with the line before
/// the first frame, with `Exception in thread`, or, in Node, with the place in the source.
final class FrameGrammar implements Grammar {
    private static final String JAVA = "Exception in thread \"";
    private static final int MOST_BEFORE_FRAMES = 10;

    private boolean frames;
    private final boolean certain;
    private int before;
    private boolean ended;

    private FrameGrammar(boolean certain, boolean frames) {
        this.certain = certain;
        this.frames = frames;
    }

    static Optional<Start> startedBy(String line) {
        int java = line.indexOf(JAVA);
        if (java >= 0) {
            return Optional.of(new Start(new FrameGrammar(true, false), java));
        }
        return isNodePlace(line)
                ? Optional.of(new Start(new FrameGrammar(false, false), 0))
                : Optional.empty();
    }

    /// The trace whose first line stood before the first frame.
    static Start lookingBack() {
        return new Start(new FrameGrammar(true, true), 0);
    }

    /// ` at name(place)`, however it is indented.
    static boolean isFrame(String line) {
        int at = indent(line);
        return at > 0 && line.startsWith("at ", at) && line.length() > at + 3;
    }

    @Override
    public Answer next(String line) {
        if (ended) {
            return Answer.ENDED;
        }
        if (isFrame(line)) {
            frames = true;
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
            return Answer.TAKEN;
        }
        return !frames && before++ < MOST_BEFORE_FRAMES ? Answer.HELD : Answer.ENDED;
    }

    @Override
    public boolean whole() {
        return certain || frames;
    }

    private static boolean belongs(String line) {
        return indent(line) > 0
                || line.startsWith("Caused by:")
                || line.startsWith("Suppressed:")
                || line.startsWith("... ")
                || line.startsWith("--- End of")
                || line.equals("}")
                || line.equals("]");
    }

    private static int indent(String line) {
        int at = 0;
        while (at < line.length() && (line.charAt(at) == ' ' || line.charAt(at) == '\t')) {
            at++;
        }
        return at;
    }

    /// `/srv/app.js:12`, `node:internal/modules:1145`, `file:///srv/app.mjs:3`.
    private static boolean isNodePlace(String line) {
        boolean place =
                line.charAt(0) == '/' || line.startsWith("node:") || line.startsWith("file://");
        int colon = place ? line.lastIndexOf(':') : -1;
        return colon > 0
                && colon < line.length() - 1
                && line.chars().skip(colon + 1L).allMatch(Character::isDigit);
    }
}

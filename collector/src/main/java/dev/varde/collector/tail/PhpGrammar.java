package dev.varde.collector.tail;

import dev.varde.collector.tail.Keywords.Keyword;
import java.util.List;
import java.util.Optional;

/// PHP: `PHP Fatal error: Uncaught …`, then `Stack trace:` with numbered frames, `Next …` where an
/// exception has a cause, and `thrown in`. Monolog prints `[stacktrace]` below its own line.
final class PhpGrammar implements Grammar {
    static final List<Keyword> KEYWORDS =
            List.of(
                    Keyword.of("stack trace:"),
                    Keyword.of("[stacktrace]"),
                    Keyword.of("php warning: "),
                    Keyword.of("php notice: "));

    private static final List<String> STARTS =
            List.of(
                    "PHP Fatal error: ",
                    "PHP Parse error: ",
                    "PHP Warning: ",
                    "PHP Notice: ",
                    "Fatal error: Uncaught ");
    private static final int MOST_OF_MESSAGE = 10;

    private boolean frames;
    private boolean ended;
    private int message;

    static Optional<Start> startedBy(String line) {
        for (String start : STARTS) {
            int at = line.indexOf(start);
            if (at >= 0) {
                return Optional.of(new Start(new PhpGrammar(), at));
            }
        }
        return Optional.empty();
    }

    static Optional<Start> secondLine(String line) {
        return beginsFrames(line) ? Optional.of(new Start(new PhpGrammar(), 0)) : Optional.empty();
    }

    @Override
    public Answer next(String line) {
        if (ended) {
            return Answer.ENDED;
        }
        if (line.isBlank()) {
            return Answer.HELD;
        }
        if (beginsFrames(line) || isInner(line)) {
            frames = true;
            return Answer.TAKEN;
        }
        if (frames && line.startsWith("Next ")) {
            frames = false;
            message = 0;
            return Answer.TAKEN;
        }
        if (line.startsWith("  thrown in ") || line.equals("\"}") || line.startsWith("\"} ")) {
            ended = true;
            return Answer.TAKEN;
        }
        if (frames || message == MOST_OF_MESSAGE || startedBy(line).isPresent()) {
            return Answer.ENDED;
        }
        message++;
        return Answer.HELD;
    }

    @Override
    public State state() {
        if (ended) {
            return State.COMPLETE;
        }
        return frames ? State.OPEN : State.TENTATIVE;
    }

    @Override
    public boolean isInner(String line) {
        boolean xdebug = line.startsWith("PHP   ") && line.contains("() ");
        return xdebug
                || (line.startsWith("#") && line.length() > 2 && Character.isDigit(line.charAt(1)));
    }

    private static boolean beginsFrames(String line) {
        return line.equals("Stack trace:")
                || line.equals("PHP Stack trace:")
                || line.equals("[stacktrace]");
    }
}

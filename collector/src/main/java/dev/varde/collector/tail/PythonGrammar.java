package dev.varde.collector.tail;

import dev.varde.collector.tail.Keywords.Keyword;
import java.util.List;
import java.util.Optional;

/// Python: from `Traceback (most recent call last):` to the exception's line and the rest of its
/// message and notes, with chained exceptions, carets (3.11) and exception groups. A syntax error
/// has no beginning of its own: it begins with the place in the source.
final class PythonGrammar implements Grammar {
    static final List<Keyword> KEYWORDS = List.of(Keyword.of("  file "));

    private static final String START = "Traceback (most recent call last):";
    private static final String GROUP = "+ Exception Group Traceback (most recent call last):";
    private static final String PLACE = "  File \"";
    private static final int MOST_OF_MESSAGE = 10;

    private final boolean syntaxError;
    private boolean afterException;
    private boolean chained;
    private int message;

    private PythonGrammar(boolean syntaxError) {
        this.syntaxError = syntaxError;
    }

    static Optional<Start> startedBy(String line) {
        int group = line.indexOf(GROUP);
        int at = group >= 0 ? group : line.indexOf(START);
        if (at >= 0) {
            return Optional.of(new Start(new PythonGrammar(false), at));
        }
        int place = line.contains("\", line ") ? line.indexOf(PLACE) : -1;
        return place < 0
                ? Optional.empty()
                : Optional.of(new Start(new PythonGrammar(true), place));
    }

    private static boolean isPlace(String line) {
        return line.startsWith(PLACE) && line.contains("\", line ");
    }

    @Override
    public Answer next(String line) {
        if (line.isBlank()) {
            return Answer.HELD;
        }
        if (Character.isWhitespace(line.charAt(0)) || "|+".indexOf(line.charAt(0)) >= 0) {
            return afterException && isPlace(line) ? Answer.ENDED : Answer.TAKEN;
        }
        if (chains(line)) {
            afterException = false;
            chained = true;
            return Answer.TAKEN;
        }
        if (line.startsWith(START)) {
            boolean goesOn = chained;
            chained = false;
            return goesOn ? Answer.TAKEN : Answer.ENDED;
        }
        return afterException ? behindException(line) : exception(line);
    }

    private Answer exception(String line) {
        boolean ends = syntaxError ? line.contains("Error:") : true;
        if (!ends || !isException(line)) {
            return Answer.ENDED;
        }
        afterException = true;
        message = 0;
        return Answer.TAKEN;
    }

    private Answer behindException(String line) {
        if (belongsToMessage(line)) {
            return Answer.TAKEN;
        }
        if (message == MOST_OF_MESSAGE || Matters.matters(line)) {
            return Answer.ENDED;
        }
        message++;
        return Answer.HELD;
    }

    @Override
    public State state() {
        if (afterException) {
            return State.COMPLETE;
        }
        return syntaxError ? State.TENTATIVE : State.UNFINISHED;
    }

    @Override
    public boolean isInner(String line) {
        return isPlace(line) || line.startsWith("  |");
    }

    private static boolean chains(String line) {
        return line.startsWith("During handling of the above exception")
                || line.startsWith("The above exception was the direct cause");
    }

    /// SQLAlchemy and psycopg print the rest of their message unindented.
    private static boolean belongsToMessage(String line) {
        return line.startsWith("[SQL:")
                || line.startsWith("[parameters:")
                || line.startsWith("(Background on this error")
                || line.startsWith("DETAIL:")
                || line.startsWith("HINT:");
    }

    /// A dotted name, alone or before a colon; Ruby 2.5 to 2.7 begins its traces alike and ends
    /// them in its own way.
    private static boolean isException(String line) {
        int end = 0;
        while (end < line.length()
                && (Character.isJavaIdentifierPart(line.charAt(end)) || line.charAt(end) == '.')) {
            end++;
        }
        boolean name =
                end > 0
                        && !Character.isDigit(line.charAt(0))
                        && (end == line.length() || line.charAt(end) == ':');
        return name || RubyGrammar.isPlace(line);
    }
}

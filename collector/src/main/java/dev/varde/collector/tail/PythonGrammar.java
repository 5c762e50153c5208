package dev.varde.collector.tail;

import java.util.Optional;

/// Python: from `Traceback (most recent call last):` to the exception's line, with chained
/// exceptions, carets (3.11) and exception groups.
final class PythonGrammar implements Grammar {
    private static final String START = "Traceback (most recent call last):";
    private static final String GROUP = "+ Exception Group Traceback (most recent call last):";

    private boolean afterException;
    private boolean chained;

    static Optional<Start> startedBy(String line) {
        int group = line.indexOf(GROUP);
        int at = group >= 0 ? group : line.indexOf(START);
        if (at < 0) {
            return Optional.empty();
        }
        int column = line.substring(0, at).isBlank() ? 0 : at;
        return Optional.of(new Start(new PythonGrammar(), column));
    }

    @Override
    public Answer next(String line) {
        if (line.isBlank()) {
            return Answer.HELD;
        }
        if (Character.isWhitespace(line.charAt(0)) || "|+".indexOf(line.charAt(0)) >= 0) {
            return Answer.TAKEN;
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
        if (afterException) {
            return belongsToMessage(line) ? Answer.TAKEN : Answer.ENDED;
        }
        afterException = true;
        return isException(line) ? Answer.TAKEN : Answer.ENDED;
    }

    @Override
    public boolean whole() {
        return true;
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

    /// A dotted name, alone or before a colon.
    private static boolean isException(String line) {
        int end = 0;
        while (end < line.length()
                && (Character.isJavaIdentifierPart(line.charAt(end)) || line.charAt(end) == '.')) {
            end++;
        }
        return end > 0
                && !Character.isDigit(line.charAt(0))
                && (end == line.length() || line.charAt(end) == ':');
    }
}

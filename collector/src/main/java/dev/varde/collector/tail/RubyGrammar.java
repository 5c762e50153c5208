package dev.varde.collector.tail;

import dev.varde.collector.tail.Keywords.Keyword;
import java.util.List;
import java.util.Optional;

/// Ruby: `app.rb:3:in 'Ledger#post': message (Type)`, with a backtick before 3.4, then `from`
/// lines. Loggers print the places without `from`, below a line of their own.
final class RubyGrammar implements Grammar {
    static final List<Keyword> KEYWORDS = List.of(Keyword.of(":in `"), Keyword.of(":in '"));

    private static final int MOST_OF_MESSAGE = 10;

    private boolean frames;
    private boolean inMessage = true;
    private int message;

    private RubyGrammar(boolean frames) {
        this.frames = frames;
    }

    static Optional<Start> startedBy(String line) {
        int place = place(line);
        if (place < 0 || isBarePlace(line) || isFrom(line)) {
            return Optional.empty();
        }
        int at = place;
        while (at > 0 && line.charAt(at - 1) != ' ' && line.charAt(at - 1) != '\t') {
            at--;
        }
        return Optional.of(new Start(new RubyGrammar(false), at));
    }

    static Optional<Start> secondLine(String line) {
        return isBarePlace(line)
                ? Optional.of(new Start(new RubyGrammar(true), 0))
                : Optional.empty();
    }

    @Override
    public Answer next(String line) {
        if (line.isBlank()) {
            return Answer.HELD;
        }
        if (isFrom(line) || isBarePlace(line)) {
            frames = true;
            inMessage = false;
            return Answer.TAKEN;
        }
        if (isPlace(line) && frames) {
            // the cause
            inMessage = true;
            message = 0;
            return Answer.TAKEN;
        }
        if (Character.isWhitespace(line.charAt(0))) {
            return Answer.TAKEN;
        }
        if (!inMessage || message == MOST_OF_MESSAGE || isPlace(line)) {
            return Answer.ENDED;
        }
        message++;
        return Answer.HELD;
    }

    @Override
    public State state() {
        return frames ? State.OPEN : State.TENTATIVE;
    }

    @Override
    public boolean isInner(String line) {
        return isFrom(line);
    }

    private static boolean isFrom(String line) {
        String text = line.stripLeading();
        return text.length() < line.length()
                && (text.startsWith("from ") || text.startsWith("... "))
                && (isPlace(text) || text.endsWith(" levels..."));
    }

    static boolean isPlace(String line) {
        return place(line) >= 0;
    }

    /// Only the place, without a message.
    private static boolean isBarePlace(String line) {
        int place = place(line);
        int quote = place < 0 ? -1 : line.indexOf('\'', place + 5);
        return quote == line.length() - 1 && quote >= 0 && line.indexOf(' ') > place;
    }

    /// Where `:12:in 'x` stands, or -1.
    private static int place(String line) {
        int at = Math.max(line.indexOf(":in `"), line.indexOf(":in '"));
        int digits = at;
        while (digits > 0 && Character.isDigit(line.charAt(digits - 1))) {
            digits--;
        }
        return at > 0 && digits < at && digits > 1 && line.charAt(digits - 1) == ':' ? at : -1;
    }
}

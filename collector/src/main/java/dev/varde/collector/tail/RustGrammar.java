package dev.varde.collector.tail;

import java.util.Optional;

/// Rust: `thread 'main' panicked at …`, with the number of the thread since 1.91. The message
/// stands on the same line, since 1.73 on the next.
final class RustGrammar implements Grammar {
    private static final int MOST_OF_MESSAGE = 10;

    private boolean messageFollows;
    private int message;

    private RustGrammar(boolean messageFollows) {
        this.messageFollows = messageFollows;
    }

    static Optional<Start> startedBy(String line) {
        int at = line.indexOf("thread '");
        if (at < 0 || line.indexOf(" panicked at ", at) < 0) {
            return Optional.empty();
        }
        return Optional.of(new Start(new RustGrammar(line.endsWith(":")), at));
    }

    @Override
    public Answer next(String line) {
        if (line.isBlank()) {
            return Answer.HELD;
        }
        if (messageFollows) {
            messageFollows = false;
            return Answer.TAKEN;
        }
        if (belongs(line)) {
            return Answer.TAKEN;
        }
        if (message == MOST_OF_MESSAGE || startedBy(line).isPresent() || Matters.matters(line)) {
            return Answer.ENDED;
        }
        message++;
        return Answer.HELD;
    }

    @Override
    public State state() {
        return messageFollows ? State.UNFINISHED : State.OPEN;
    }

    @Override
    public boolean isInner(String line) {
        int at = 0;
        while (at < line.length() && line.charAt(at) == ' ') {
            at++;
        }
        int digits = at;
        while (digits < line.length() && Character.isDigit(line.charAt(digits))) {
            digits++;
        }
        return at > 0
                && (line.startsWith("at ", at) || (digits > at && line.startsWith(": ", digits)));
    }

    private static boolean belongs(String line) {
        return line.charAt(0) == ' '
                || line.startsWith("stack backtrace:")
                || line.startsWith("note: ")
                || line.startsWith("fatal runtime error: ");
    }
}

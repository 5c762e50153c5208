package dev.varde.collector.tail;

import java.util.Optional;

/// Go's `panic:` and `fatal error:` with their goroutines, and Rust's `panicked at`, which reads
/// alike.
final class GoGrammar implements Grammar {
    private static final int MOST_BEFORE_GOROUTINE = 10;

    private final boolean rust;
    private boolean goroutine;
    private int before;

    private GoGrammar(boolean rust, int before) {
        this.rust = rust;
        this.goroutine = rust;
        this.before = before;
    }

    static Optional<Start> startedBy(String line) {
        if (line.startsWith("panic: ") || line.startsWith("fatal error: ")) {
            return Optional.of(new Start(new GoGrammar(false, 0), 0));
        }
        if (line.startsWith("thread '") && line.contains("' panicked at ")) {
            // since 1.73 the message stands on the next line
            return Optional.of(new Start(new GoGrammar(true, line.endsWith(":") ? 0 : 1), 0));
        }
        boolean serving = line.contains("http: panic serving ");
        return serving ? Optional.of(new Start(new GoGrammar(false, 0), 0)) : Optional.empty();
    }

    @Override
    public Answer next(String line) {
        if (line.isBlank()) {
            return Answer.HELD;
        }
        if (line.startsWith("goroutine ")) {
            goroutine = true;
            return Answer.TAKEN;
        }
        if (belongs(line)) {
            return Answer.TAKEN;
        }
        if (rust) {
            return before++ == 0 ? Answer.TAKEN : Answer.ENDED;
        }
        return !goroutine && before++ < MOST_BEFORE_GOROUTINE ? Answer.HELD : Answer.ENDED;
    }

    @Override
    public boolean whole() {
        return goroutine;
    }

    private boolean belongs(String line) {
        return Character.isWhitespace(line.charAt(0))
                || line.startsWith("[signal ")
                || line.startsWith("created by ")
                || line.startsWith("panic: ")
                || line.startsWith("exit status ")
                || line.startsWith("runtime: ")
                || line.startsWith("stack backtrace:")
                || line.startsWith("note: ")
                || isCall(line);
    }

    /// `main.(*Server).run(0xc000…)`: no blank before the parenthesis, which closes the line.
    private static boolean isCall(String line) {
        int open = line.indexOf('(');
        int blank = line.indexOf(' ');
        return open > 0 && line.endsWith(")") && (blank < 0 || blank > open);
    }
}

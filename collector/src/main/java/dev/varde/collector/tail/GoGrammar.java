package dev.varde.collector.tail;

import dev.varde.collector.tail.Keywords.Keyword;
import java.util.List;
import java.util.Optional;

/// Go: `panic:` and `fatal error:` with their goroutines, and what its HTTP server says of a
/// handler that panicked.
final class GoGrammar implements Grammar {
    static final List<Keyword> KEYWORDS = List.of(Keyword.of("http: panic serving "));

    private static final List<String> STARTS =
            List.of("panic: ", "fatal error: ", "http: panic serving ", "SIGSEGV: ", "SIGQUIT: ");
    private static final int MOST_OF_MESSAGE = 10;

    private boolean goroutine;
    private int message;

    static Optional<Start> startedBy(String line) {
        for (String start : STARTS) {
            int at = line.indexOf(start);
            if (at == 0 || (at > 0 && line.charAt(at - 1) == ' ')) {
                return Optional.of(new Start(new GoGrammar(), at));
            }
        }
        return Optional.empty();
    }

    @Override
    public Answer next(String line) {
        if (line.isBlank()) {
            return Answer.HELD;
        }
        if (isGoroutine(line)) {
            goroutine = true;
            return Answer.TAKEN;
        }
        if (belongs(line)) {
            return Answer.TAKEN;
        }
        if (goroutine || message == MOST_OF_MESSAGE) {
            return Answer.ENDED;
        }
        message++;
        return Answer.HELD;
    }

    @Override
    public State state() {
        return goroutine ? State.OPEN : State.TENTATIVE;
    }

    @Override
    public boolean isInner(String line) {
        return isGoroutine(line)
                || line.startsWith("created by ")
                || (line.startsWith("\t") && line.contains(".go:"));
    }

    private static boolean isGoroutine(String line) {
        return line.startsWith("goroutine ") && line.contains("[");
    }

    private boolean belongs(String line) {
        return Character.isWhitespace(line.charAt(0))
                || line.startsWith("[signal ")
                || line.startsWith("created by ")
                || line.startsWith("panic: ")
                || line.startsWith("exit status ")
                || line.startsWith("runtime: ")
                || line.startsWith("runtime stack:")
                || line.startsWith("PC=")
                || line.startsWith("...additional frames elided...")
                || (goroutine && (isCall(line) || isRegister(line)));
    }

    /// `main.(*Server).run(0xc000…)`: no blank before the parenthesis, which closes the line;
    /// `panic({0x45c0, 0xc0})` too.
    private static boolean isCall(String line) {
        int open = line.indexOf('(');
        int blank = line.indexOf(' ');
        return open > 0
                && (line.endsWith(")") || line.endsWith("(...)"))
                && (blank < 0 || blank > open);
    }

    /// `rax 0x0`, `rflags 0x246`, as printed when a signal ends the program.
    private static boolean isRegister(String line) {
        int value = line.indexOf("0x");
        return value > 1
                && value < 8
                && line.charAt(value - 1) == ' '
                && Character.isLetter(line.charAt(0));
    }
}

package dev.varde.collector.tail;

import java.util.Optional;

/// What Python's fault handler prints when the interpreter itself dies: `Fatal Python error: …`,
/// then the threads with their frames, newest first.
final class PythonFatalGrammar implements Grammar {
    private static final String START = "Fatal Python error: ";

    private boolean frames;

    static Optional<Start> startedBy(String line) {
        int at = line.indexOf(START);
        return at < 0 ? Optional.empty() : Optional.of(new Start(new PythonFatalGrammar(), at));
    }

    @Override
    public Answer next(String line) {
        if (line.isBlank()) {
            return Answer.HELD;
        }
        if (!isInner(line) && !belongs(line)) {
            return Answer.ENDED;
        }
        frames = true;
        return Answer.TAKEN;
    }

    private static boolean belongs(String line) {
        return line.startsWith("Python runtime state:")
                || line.startsWith("Extension modules:")
                || line.startsWith("  <no Python frame>");
    }

    @Override
    public State state() {
        return frames ? State.OPEN : State.TENTATIVE;
    }

    @Override
    public boolean isInner(String line) {
        return line.startsWith("  File \"")
                || line.startsWith("Current thread 0x")
                || line.startsWith("Thread 0x");
    }
}

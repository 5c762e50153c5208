package dev.varde.collector.tail;

import java.util.Optional;

/// How the stack traces of one language go on after their first line.
interface Grammar {
    /// What the next line is to the trace. `HELD` lines belong to it only when a later one does.
    enum Answer {
        TAKEN,
        HELD,
        ENDED
    }

    Answer next(String line);

    /// Whether what was taken so far is a trace; else its lines are looked at one by one.
    boolean whole();

    /// A trace that this line begins.
    ///
    /// @param column where in the line it begins; later lines may have the same prefix
    record Start(Grammar grammar, int column) {}

    /// Looks whether a trace begins in this line. Cheap for lines where none does.
    static Optional<Start> startedBy(String line) {
        if (line.isEmpty()) {
            return Optional.empty();
        }
        Optional<Start> python = PythonGrammar.startedBy(line);
        if (python.isPresent()) {
            return python;
        }
        Optional<Start> go = GoGrammar.startedBy(line);
        return go.isPresent() ? go : FrameGrammar.startedBy(line);
    }
}

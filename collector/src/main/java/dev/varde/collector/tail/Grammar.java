package dev.varde.collector.tail;

import dev.varde.collector.tail.Keywords.Keyword;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// How the stack traces of one language go on after their first line.
interface Grammar {
    /// What the next line is to the trace. `HELD` lines belong to it only when a later one does.
    enum Answer {
        TAKEN,
        HELD,
        ENDED
    }

    /// How far the trace is.
    enum State {
        /// May be none: if no more comes, its lines are looked at one by one.
        TENTATIVE,
        /// More must come.
        UNFINISHED,
        /// More may come.
        OPEN,
        /// Only a further exception may follow.
        COMPLETE;

        boolean isTrace() {
            return this != TENTATIVE;
        }
    }

    /// Nothing changes when the answer is `ENDED`.
    ///
    /// @param line without the prefix of its writer
    Answer next(String line);

    State state();

    /// Whether the line can only be the inner part of a trace.
    boolean isInner(String line);

    /// A trace that this line begins.
    ///
    /// @param column where in the line it begins; what stands before may be a prefix
    record Start(Grammar grammar, int column) {}

    /// In the order in which they are asked.
    List<Function<String, Optional<Start>>> BEGINNINGS =
            List.of(
                    PythonGrammar::startedBy,
                    PythonFatalGrammar::startedBy,
                    GoGrammar::startedBy,
                    RustGrammar::startedBy,
                    PhpGrammar::startedBy,
                    RubyGrammar::startedBy,
                    FrameGrammar::startedBy);

    /// Looks whether a trace begins in this line.
    static Optional<Start> startedBy(String line) {
        return line.isEmpty()
                ? Optional.empty()
                : BEGINNINGS.stream().flatMap(b -> b.apply(line).stream()).findFirst();
    }

    /// Looks whether this line is the second one of a trace whose first one says nothing by itself;
    /// the column is that of the inner line.
    static Optional<Start> secondLine(String line) {
        return FrameGrammar.secondLine(line)
                .or(() -> PhpGrammar.secondLine(line))
                .or(() -> RubyGrammar.secondLine(line));
    }

    /// Words of which one stands in each line that begins a trace or is the second one of it, where
    /// it is none that [Matters].
    static List<Keyword> keywords() {
        return List.of(
                        FrameGrammar.KEYWORDS,
                        PythonGrammar.KEYWORDS,
                        GoGrammar.KEYWORDS,
                        RubyGrammar.KEYWORDS,
                        PhpGrammar.KEYWORDS)
                .stream()
                .flatMap(List::stream)
                .toList();
    }
}

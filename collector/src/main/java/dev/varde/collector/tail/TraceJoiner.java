package dev.varde.collector.tail;

import dev.varde.collector.tail.Grammar.Answer;
import dev.varde.events.LogFact.LogKind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Joins the lines of stack traces and lets only lines through that matter. One for each file. A
/// line waits for the one behind it, which may make it the first line of a trace, until [#flush()].
final class TraceJoiner {
    /// Takes what matters.
    @FunctionalInterface
    interface Out {
        void matched(LogKind kind, long offset, List<String> lines);
    }

    private static final int MOST_HELD = 16;
    private static final int MOST_UNPROVEN = 100;

    private final Out out;
    private @Nullable Line pending;
    private @Nullable Trace open;

    TraceJoiner(Out out) {
        this.out = out;
    }

    void feed(Line line) {
        Trace trace = open;
        if (trace != null) {
            if (trace.accepts(line)) {
                return;
            }
            close(trace);
            feed(line);
            return;
        }
        fresh(line);
    }

    /// Ends what is open: no more lines are coming for now.
    void flush() {
        while (open != null) {
            close(open);
        }
        emitPending();
    }

    /// Offset of the first line whose fate is not decided, or the given one when there is none.
    long undecidedFrom(long otherwise) {
        if (open != null) {
            return open.lines.getFirst().offset();
        }
        return pending == null ? otherwise : pending.offset();
    }

    private void fresh(Line line) {
        Line before = pending;
        if (before != null && FrameGrammar.isFrame(line.text())) {
            pending = null;
            open = new Trace(before, FrameGrammar.lookingBack());
            open.take(line);
            return;
        }
        emitPending();
        var start = Grammar.startedBy(line.text());
        if (start.isPresent()) {
            open = new Trace(line, start.get());
        } else {
            pending = line;
        }
    }

    private void close(Trace trace) {
        open = null;
        if (trace.grammar.whole()) {
            out.matched(LogKind.STACK_TRACE, trace.lines.getFirst().offset(), trace.text.lines());
            trace.held.forEach(this::feed);
            return;
        }
        List<Line> all = new ArrayList<>(trace.lines);
        all.addAll(trace.held);
        pending = all.getFirst();
        all.subList(1, all.size()).forEach(this::feed);
    }

    private void emitPending() {
        Line line = pending;
        pending = null;
        if (line != null && Matters.matters(line.text())) {
            out.matched(LogKind.LINE, line.offset(), List.of(line.text()));
        }
    }

    /// A trace that may go on.
    private static final class Trace {
        private final Grammar grammar;
        private final int column;
        private final char beforeColumn;
        private final TraceText text = new TraceText();
        private final List<Line> lines = new ArrayList<>();
        private final List<Line> held = new ArrayList<>();

        Trace(Line first, Grammar.Start start) {
            grammar = start.grammar();
            column = start.column();
            beforeColumn = column == 0 ? 0 : first.text().charAt(column - 1);
            take(first);
        }

        boolean accepts(Line line) {
            if (held.size() >= MOST_HELD || lines.size() >= MOST_UNPROVEN) {
                return false;
            }
            Answer answer = grammar.next(body(line.text()));
            switch (answer) {
                case TAKEN -> {
                    held.forEach(this::take);
                    held.clear();
                    take(line);
                }
                case HELD -> held.add(line);
                case ENDED -> {}
            }
            return answer != Answer.ENDED;
        }

        /// Once it is a trace, only its first line is needed again.
        void take(Line line) {
            text.add(line.text());
            if (lines.isEmpty() || !grammar.whole()) {
                lines.add(line);
            }
        }

        /// The line without the prefix that the first line had, where it seems to have it too.
        private String body(String line) {
            return column > 0 && line.length() >= column && line.charAt(column - 1) == beforeColumn
                    ? line.substring(column)
                    : line;
        }
    }
}

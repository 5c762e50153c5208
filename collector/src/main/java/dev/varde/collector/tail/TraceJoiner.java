package dev.varde.collector.tail;

import dev.varde.collector.tail.Grammar.Start;
import dev.varde.collector.tail.OpenTrace.Claim;
import dev.varde.events.LogFact.LogKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Joins the lines of stack traces and lets only lines through that matter. One for each file, or
/// for each stream of a container. A line waits for the one behind it, which may make it the first
/// line of a trace. Several traces are open at once where the lines say whose they are.
final class TraceJoiner {
    /// Takes what matters.
    @FunctionalInterface
    interface Out {
        /// @param first the line it begins with
        void matched(LogKind kind, Line first, List<String> lines);
    }

    /// How long a line waits for one behind it that never comes.
    static final Duration LINE = Duration.ofMillis(300);

    static final Duration TRACE = Duration.ofSeconds(1);
    static final Duration UNFINISHED = Duration.ofSeconds(5);
    private static final int MOST_OPEN = 8;

    private final Out out;
    private final List<OpenTrace> open = new ArrayList<>();
    private @Nullable Line pending;
    private boolean pendingMatters;
    private @Nullable OpenTrace letThrough;

    TraceJoiner(Out out) {
        this.out = out;
    }

    void feed(Line line) {
        OpenTrace before = letThrough;
        letThrough = null;
        if (before != null && before.goesOnWith(line)) {
            emitPending();
            open.add(before.rest(line));
            return;
        }
        if (!isOfAnOpenOne(line)) {
            fresh(line);
        }
    }

    /// Takes the line only if it goes on with a trace.
    ///
    /// @return whether it does
    boolean goesOnWith(Line line) {
        return isOfAnOpenOne(line);
    }

    private boolean isOfAnOpenOne(Line line) {
        for (OpenTrace trace : List.copyOf(open).reversed()) {
            switch (trace.claim(line)) {
                case OWN -> {
                    return true;
                }
                case OTHERS -> {}
                case ENDED -> close(trace);
            }
        }
        return false;
    }

    /// Whether the next line has to be seen whatever it says.
    boolean isBusy() {
        return !open.isEmpty() || letThrough != null || (pending != null && pendingMatters);
    }

    /// Another line stood in between, which says nothing.
    void forgetLine() {
        emitPending();
    }

    /// Ends what has waited long enough for lines that do not come.
    ///
    /// @param idle for how long nothing has come
    /// @return whether nothing waits any more
    boolean settle(Duration idle) {
        for (OpenTrace trace : List.copyOf(open)) {
            if (idle.compareTo(patience(trace)) >= 0) {
                trace.takeMessage();
                close(trace);
                letThrough = trace.state().isTrace() ? trace : letThrough;
            }
        }
        if (idle.compareTo(LINE) >= 0) {
            emitPending();
        }
        return open.isEmpty() && pending == null;
    }

    private static Duration patience(OpenTrace trace) {
        return switch (trace.state()) {
            case COMPLETE -> LINE;
            case TENTATIVE, OPEN -> TRACE;
            case UNFINISHED -> UNFINISHED;
        };
    }

    /// Ends what is open: no more lines are coming for now.
    void flush() {
        boolean settled = settle(UNFINISHED);
        while (!settled) {
            settled = settle(UNFINISHED);
        }
    }

    /// Offset of the first line whose fate is not decided, or the given one when there is none.
    long undecidedFrom(long otherwise) {
        long first = pending == null ? otherwise : pending.offset();
        for (OpenTrace trace : open) {
            first = Math.min(first, trace.first().offset());
        }
        return first;
    }

    private void fresh(Line line) {
        Line before = pending;
        Optional<OpenTrace> second = before == null ? Optional.empty() : secondOf(before, line);
        if (second.isPresent()) {
            pending = null;
            open(second.get());
            return;
        }
        emitPending();
        Optional<Start> start = Grammar.startedBy(line.text());
        if (start.isPresent()) {
            Start s = start.get();
            open(new OpenTrace(line, s.grammar(), Prefix.before(line.text(), s.column())));
        } else {
            pending = line;
            pendingMatters = Matters.matters(line.text());
        }
    }

    /// A trace that begins with the line before, because this one can only be its second.
    private static Optional<OpenTrace> secondOf(Line before, Line line) {
        Optional<Start> second = Grammar.secondLine(line.text());
        if (second.isEmpty() || before.text().isBlank()) {
            return Optional.empty();
        }
        Prefix prefix = Prefix.before(line.text(), second.get().column());
        if (prefix.end(before.text()).isEmpty()) {
            return Optional.empty();
        }
        OpenTrace trace = new OpenTrace(before, second.get().grammar(), prefix);
        return trace.claim(line) == Claim.OWN ? Optional.of(trace) : Optional.empty();
    }

    private void open(OpenTrace trace) {
        open.add(trace);
        if (open.size() > MOST_OPEN) {
            close(open.getFirst());
        }
    }

    private void close(OpenTrace trace) {
        if (!open.remove(trace)) {
            return;
        }
        List<Line> left = trace.left();
        if (trace.state().isTrace()) {
            out.matched(LogKind.STACK_TRACE, trace.first(), trace.text());
            left.forEach(this::feed);
            return;
        }
        emitPending();
        pending = left.getFirst();
        pendingMatters = Matters.matters(left.getFirst().text());
        left.subList(1, left.size()).forEach(this::feed);
    }

    private void emitPending() {
        Line line = pending;
        pending = null;
        if (line != null && pendingMatters) {
            out.matched(LogKind.LINE, line, List.of(line.text()));
        }
    }
}

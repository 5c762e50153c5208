package dev.varde.processor.diagnosis;

import dev.varde.events.Cause;
import dev.varde.events.Incident.Advice;
import java.util.List;
import java.util.Optional;

/// Calls nested deeper than the stack of the thread, mostly a recursion without an end.
final class StackOverflow implements Rule {
    @Override
    public Cause cause() {
        return Cause.STACK_OVERFLOW;
    }

    @Override
    public Optional<Finding> examine(Case c) {
        return OwnWords.of(c, cause()).map(w -> w.finding("overflowed its stack", advice()));
    }

    private static List<Advice> advice() {
        return List.of(
                new Advice(
                        "Find the recursion",
                        List.of(),
                        "The frames that repeat in the trace name it. Data that refers to "
                                + "itself is the usual reason."),
                new Advice(
                        "A larger stack only buys time",
                        List.of("ulimit -s"),
                        "-Xss, --stack-size and sys.setrecursionlimit move the limit, not the "
                                + "fault."));
    }
}

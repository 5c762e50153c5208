package dev.varde.processor.diagnosis;

import dev.varde.events.Cause;
import dev.varde.events.Confidence;
import dev.varde.events.Incident.Advice;
import dev.varde.events.Incident.Evidence;
import dev.varde.events.Signals;
import dev.varde.processor.diagnosis.Case.Death;
import java.util.List;
import java.util.Optional;

/// The program ended because nobody caught an exception, a panic or an abort, and it said so.
final class UnhandledException implements Rule {
    private static final int LINES_AFTER = 3;

    @Override
    public Cause cause() {
        return Cause.UNHANDLED_EXCEPTION;
    }

    @Override
    public Optional<Finding> examine(Case c) {
        return c instanceof Death d ? trace(d).map(t -> finding(d, t)) : Optional.empty();
    }

    /// The trace that the process ended with.
    static Optional<Trace> trace(Death d) {
        if (!d.ending().ownDoing() && !d.ending().success()) {
            return Optional.empty();
        }
        return d.transcript()
                .lastTrace()
                .filter(t -> !t.oneRequest())
                .filter(t -> t.after() < LINES_AFTER)
                .filter(t -> t.last() || !segfault(d))
                .filter(t -> !d.ending().success() || (t.last() && t.after() == 0));
    }

    /// A crash in native code leaves no trace of its own; one that a logger wrote before it is
    /// something else.
    private static boolean segfault(Death d) {
        return d.ending().crashed() && d.ending().signal() != Signals.ABRT;
    }

    private Finding finding(Death d, Trace t) {
        boolean certain = t.last() && t.after() == 0;
        Optional<String> frame = Frames.own(t);
        String where = frame.map(f -> " at " + Say.cut(f, 160)).orElse("");
        Line first = t.lines().getFirst();
        List<String> against =
                t.after() == 0
                        ? List.of()
                        : List.of("Lines follow the trace in the log: " + t.after() + ".");
        return new Finding(
                cause(),
                certain ? Confidence.CERTAIN : Confidence.LIKELY,
                d.who() + " ended with an unhandled " + t.inWords() + where + d.how(),
                Say.with(
                        new Evidence(first.event(), first.time(), "log", Say.cut(t.text(), 4_000)),
                        d.ended()),
                against,
                advice(d));
    }

    private static List<Advice> advice(Death d) {
        return List.of(
                new Advice(
                        "Read the trace from its end",
                        List.of(Shell.journal(d.instance())),
                        "The last line says what happened, the nearest frame of your own code where. If it"
                                + " began with a new release, go back to the one before."));
    }
}

package dev.varde.processor.diagnosis;

import dev.varde.events.Cause;
import dev.varde.events.Incident.Advice;
import dev.varde.processor.diagnosis.Case.Death;
import java.util.List;
import java.util.Optional;

/// The program was asked to stop, did not in time, and was killed.
final class StopTimeout implements Rule {
    @Override
    public Cause cause() {
        return Cause.STOP_TIMEOUT;
    }

    @Override
    public Optional<Finding> examine(Case c) {
        return OwnWords.ofAny(c, cause())
                .map(w ->
                        w.finding(
                                "did not stop when it was asked and was killed",
                                advice(w.death())));
    }

    private static List<Advice> advice(Death d) {
        return List.of(
                new Advice(
                        "Handle SIGTERM",
                        List.of(),
                        "Close the listener, finish what is under way, end. A shell as first process of a"
                                + " container hands no signal on: use exec."),
                new Advice(
                        "Give it the time it needs",
                        List.of(Shell.setProperty(d.instance(), "TimeoutStopSec=90s")),
                        "What it had not written when it was killed is lost."));
    }
}

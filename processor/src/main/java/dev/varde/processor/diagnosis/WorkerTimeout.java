package dev.varde.processor.diagnosis;

import dev.varde.events.Cause;
import dev.varde.events.Incident.Advice;
import java.util.List;
import java.util.Optional;

/// A worker did not finish in the time it has, and its master ended it.
final class WorkerTimeout implements Rule {
    @Override
    public Cause cause() {
        return Cause.WORKER_TIMEOUT;
    }

    @Override
    public Optional<Finding> examine(Case c) {
        return OwnWords.ofAny(c, cause()).map(w -> w.finding(what(w), advice()));
    }

    private static String what(OwnWords w) {
        return w.death().ofWorker()
                ? "took too long and was ended"
                : "lost a worker that took too long";
    }

    private static List<Advice> advice() {
        return List.of(
                new Advice(
                        "Find what it waited for",
                        List.of("py-spy dump --pid PID"),
                        "A call to a database or another service without a time limit of its "
                                + "own is the usual reason."),
                new Advice(
                        "Raise the limit only with proof",
                        List.of(),
                        "A longer limit keeps workers busy longer; others wait behind them."));
    }
}

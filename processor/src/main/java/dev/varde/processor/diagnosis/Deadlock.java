package dev.varde.processor.diagnosis;

import dev.varde.events.Cause;
import dev.varde.events.Incident.Advice;
import java.util.List;
import java.util.Optional;

/// Threads wait for each other for ever, or the database ended one that did.
final class Deadlock implements Rule {
    @Override
    public Cause cause() {
        return Cause.DEADLOCK;
    }

    @Override
    public Optional<Finding> examine(Case c) {
        return OwnWords.ofAny(c, cause()).map(w -> w.finding("ended in a deadlock", advice()));
    }

    private static List<Advice> advice() {
        return List.of(
                new Advice("Keep the dump", List.of(), "It names the locks and who holds them."),
                new Advice(
                        "Take locks in one order everywhere",
                        List.of(),
                        "For a database: the same order of rows, and short transactions that "
                                + "are tried again."));
    }
}

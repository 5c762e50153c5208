package dev.varde.processor.diagnosis;

import dev.varde.events.Cause;
import dev.varde.events.Confidence;
import dev.varde.events.Incident.Advice;
import dev.varde.events.Incident.Evidence;
import dev.varde.processor.diagnosis.Case.Death;
import java.util.List;
import java.util.Optional;

/// The program did not become ready in the time it has to start.
final class StartTimeout implements Rule {
    @Override
    public Cause cause() {
        return Cause.START_TIMEOUT;
    }

    @Override
    public Optional<Finding> examine(Case c) {
        if (!(c instanceof Death d)) {
            return Optional.empty();
        }
        return told(d).map(said ->
                        new Finding(
                                cause(),
                                Confidence.CERTAIN,
                                d.who() + " took too long to start and was ended" + d.how(),
                                Say.with(said, d.ended()),
                                List.of(),
                                advice(d)))
                .or(() ->
                        OwnWords.ofAny(c, cause())
                                .map(w -> w.finding("took too long to start", advice(d))));
    }

    /// What the unit manager says of it, whose result is the same when a stop took too long.
    static Optional<Evidence> told(Death d) {
        return UnitWords.failed(d, "timeout").filter(_ -> !UnitWords.ran(d));
    }

    private static List<Advice> advice(Death d) {
        return List.of(
                new Advice(
                        "See what it waited for",
                        List.of(Shell.journal(d.instance())),
                        "A database that answers slowly, migrations, a cold cache, or a program that never says"
                                + " READY=1 though its unit has Type=notify."),
                new Advice(
                        "Give it the time it needs",
                        List.of(Shell.setProperty(d.instance(), "TimeoutStartSec=5min")),
                        "Once it is known that it would have become ready."));
    }
}

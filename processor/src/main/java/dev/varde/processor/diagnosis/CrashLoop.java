package dev.varde.processor.diagnosis;

import dev.varde.events.Cause;
import dev.varde.events.Confidence;
import dev.varde.events.Incident.Advice;
import dev.varde.processor.diagnosis.Case.Death;
import dev.varde.processor.evidence.UnitJournal.Kind;
import java.util.List;
import java.util.Optional;

/// Whoever starts the program has given up, and nothing says why it ends. Where something does,
/// that is the cause and this stands beside it.
final class CrashLoop implements Rule {
    @Override
    public Cause cause() {
        return Cause.CRASH_LOOP;
    }

    @Override
    public Optional<Finding> examine(Case c) {
        if (!(c instanceof Death d)) {
            return Optional.empty();
        }
        return UnitWords.written(d, Kind.START_LIMIT)
                .map(said ->
                        new Finding(
                                cause(),
                                Confidence.LIKELY,
                                d.who()
                                        + " ends again and again; its unit manager has given up"
                                        + d.how(),
                                Say.with(said, d.ended()),
                                List.of(),
                                advice(d)))
                .or(() ->
                        OwnWords.ofAny(c, cause())
                                .map(w -> w.finding("ends again and again", advice(d))));
    }

    private static List<Advice> advice(Death d) {
        return List.of(
                new Advice(
                        "Look at its first death, not at its last",
                        List.of(Shell.journal(d.instance()), "kubectl logs POD --previous"),
                        "Every restart writes the same; what was different stands before the first."),
                new Advice(
                        "Clear the limit once it is mended",
                        List.of("systemctl reset-failed " + Shell.unit(d.instance())),
                        "Until then the unit manager refuses to start it."));
    }
}

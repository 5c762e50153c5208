package dev.varde.processor.diagnosis;

import dev.varde.events.Cause;
import dev.varde.events.Confidence;
import dev.varde.events.Incident.Advice;
import dev.varde.processor.diagnosis.Case.Death;
import dev.varde.processor.evidence.UnitJournal.Kind;
import java.util.List;
import java.util.Optional;

/// The program did not say in time that it is alive, and whoever watches over it ended it.
final class Watchdog implements Rule {
    @Override
    public Cause cause() {
        return Cause.WATCHDOG;
    }

    @Override
    public Optional<Finding> examine(Case c) {
        if (!(c instanceof Death d)) {
            return Optional.empty();
        }
        return UnitWords.failed(d, "watchdog")
                .or(() -> UnitWords.written(d, Kind.WATCHDOG))
                .map(said ->
                        new Finding(
                                cause(),
                                Confidence.CERTAIN,
                                d.who()
                                        + " was ended by its watchdog: it gave no sign of life in time"
                                        + d.how(),
                                Say.with(said, d.ended()),
                                List.of(),
                                advice()))
                .or(() ->
                        OwnWords.ofAny(c, cause())
                                .map(w -> w.finding("was ended by its watchdog", advice())));
    }

    private static List<Advice> advice() {
        return List.of(
                new Advice(
                        "Look at what it did then",
                        List.of("coredumpctl list", "journalctl -b --since '15 min ago'"),
                        "WatchdogSignal= is SIGABRT by default, so a core dump shows every thread. A host that"
                                + " was suspended, or a clock that jumped, look the same."),
                new Advice(
                        "Send the sign of life from the loop that does the work",
                        List.of(),
                        "From a thread of its own it proves nothing; a longer WatchdogSec= only delays the end."));
    }
}

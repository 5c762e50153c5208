package dev.varde.processor.diagnosis;

import dev.varde.events.Cause;
import dev.varde.events.Incident.Advice;
import java.util.List;
import java.util.Optional;

/// The message broker did not answer and the program gave up.
final class BrokerUnreachable implements Rule {
    @Override
    public Cause cause() {
        return Cause.BROKER_UNREACHABLE;
    }

    @Override
    public Optional<Finding> examine(Case c) {
        return OwnWords.of(c, cause())
                .map(w ->
                        w.finding(
                                "gave up because it could not reach its message broker", advice()));
    }

    private static List<Advice> advice() {
        return List.of(
                new Advice(
                        "See whether the broker is up and reachable",
                        List.of("ss -ltn"),
                        "Kafka names other addresses to its clients than they asked: "
                                + "advertised.listeners must be reachable from here too."),
                new Advice(
                        "Let the program wait for it",
                        List.of(),
                        "Trying again with growing pauses spares the next such death."));
    }
}

package dev.varde.processor.diagnosis;

import dev.varde.events.Cause;
import dev.varde.events.Confidence;
import dev.varde.events.Incident.Advice;
import dev.varde.events.Incident.Evidence;
import dev.varde.processor.diagnosis.Case.Death;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The program had its database, lost the connection and ended over it.
final class DatabaseConnectionLost implements Rule {
    @Override
    public Cause cause() {
        return Cause.DATABASE_CONNECTION_LOST;
    }

    @Override
    public Optional<Finding> examine(Case c) {
        return OwnWords.of(c, cause()).map(this::finding);
    }

    private Finding finding(OwnWords w) {
        Death d = w.death();
        List<Evidence> evidence = new ArrayList<>(List.of(w.quoted()));
        evidence.addAll(d.ended());
        d.neighbours().forEach(n -> evidence.add(Neighbours.quoted(n)));
        return new Finding(
                cause(),
                w.certain() ? Confidence.CERTAIN : Confidence.LIKELY,
                d.who() + " ended because it lost the connection to its database" + d.how(),
                evidence,
                List.of(),
                List.of(
                        new Advice(
                                "See why the database let go",
                                List.of("journalctl --since '15 min ago' -p warning --no-pager"),
                                "It was restarted, it crashed, or something between the two closes idle"
                                        + " connections."),
                        new Advice(
                                "Let the pool test its connections",
                                List.of(),
                                "A pool that checks a connection before it hands it out (pool_pre_ping,"
                                        + " testOnBorrow) survives a restart of the database.")));
    }
}

package dev.varde.processor.diagnosis;

import dev.varde.events.Cause;
import dev.varde.events.Incident.Advice;
import java.util.List;
import java.util.Optional;

/// The database, or the pool before it, has no connection left.
final class DatabaseConnectionsExhausted implements Rule {
    @Override
    public Cause cause() {
        return Cause.DATABASE_CONNECTIONS_EXHAUSTED;
    }

    @Override
    public Optional<Finding> examine(Case c) {
        return OwnWords.of(c, cause())
                .map(w -> w.finding("got no database connection: all are taken", advice()));
    }

    private static List<Advice> advice() {
        return List.of(
                new Advice(
                        "See who holds them",
                        List.of(
                                "psql -c \\\"select state, usename, count(*) from pg_stat_activity group by 1, 2\\\""),
                        "Many idle in transaction point at code that does not give them back."),
                new Advice(
                        "Make pool size times processes fit",
                        List.of(),
                        "Workers × pool + overflow of all services must stay below "
                                + "max_connections; a pooler in between lets more share."));
    }
}

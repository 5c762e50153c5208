package dev.varde.processor.diagnosis;

import dev.varde.events.Cause;
import dev.varde.events.Incident.Advice;
import java.util.List;
import java.util.Optional;

/// The database lacks a table or a column that the program expects.
final class DatabaseSchemaMismatch implements Rule {
    @Override
    public Cause cause() {
        return Cause.DATABASE_SCHEMA_MISMATCH;
    }

    @Override
    public Optional<Finding> examine(Case c) {
        return OwnWords.of(c, cause())
                .map(w ->
                        w.whileStarting(
                                "found its database without a table or column that it needs",
                                advice()));
    }

    private static List<Advice> advice() {
        return List.of(
                new Advice(
                        "Run the migrations",
                        List.of(
                                "alembic upgrade head",
                                "python manage.py migrate",
                                "flyway migrate"),
                        "One of these, before the new version starts."),
                new Advice(
                        "Deploy in an order that works both ways",
                        List.of(),
                        "First what adds, then the program, then what removes."));
    }
}

package dev.varde.processor.diagnosis;

import dev.varde.events.Cause;
import dev.varde.events.Incident.Advice;
import java.util.List;
import java.util.Optional;

/// The database answered and did not let the program in.
final class DatabaseAuthFailed implements Rule {
    @Override
    public Cause cause() {
        return Cause.DATABASE_AUTH_FAILED;
    }

    @Override
    public Optional<Finding> examine(Case c) {
        return OwnWords.of(c, cause())
                .map(w -> w.finding("was not let in by its database", advice()));
    }

    private static List<Advice> advice() {
        return List.of(
                new Advice(
                        "Compare the secret on both sides",
                        List.of(),
                        "A rotated password, a role that was not created, or pg_hba.conf, which "
                                + "refuses before it looks at the password."),
                new Advice(
                        "Try it by hand",
                        List.of(
                                "psql \"host=HOST user=USER dbname=NAME\"",
                                "redis-cli -h HOST --user USER ping"),
                        "The server log says which rule refused it."));
    }
}

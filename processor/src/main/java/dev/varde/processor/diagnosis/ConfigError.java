package dev.varde.processor.diagnosis;

import dev.varde.events.Cause;
import dev.varde.events.Incident.Advice;
import java.util.List;
import java.util.Optional;

/// A setting is missing, wrong or cannot be read.
final class ConfigError implements Rule {
    @Override
    public Cause cause() {
        return Cause.CONFIG_ERROR;
    }

    @Override
    public Optional<Finding> examine(Case c) {
        return OwnWords.of(c, cause())
                .map(w -> w.whileStarting("could not start with its configuration", advice(w)));
    }

    private static List<Advice> advice(OwnWords w) {
        return List.of(
                new Advice(
                        "Mend the setting that the line names",
                        List.of(Shell.unitFile(w.death().instance())),
                        "A restart reads the same setting again."),
                new Advice(
                        "Check a configuration before it goes live",
                        List.of(),
                        "Most servers can: nginx -t, postgres -C, apachectl configtest, a dry "
                                + "start in the pipeline."));
    }
}

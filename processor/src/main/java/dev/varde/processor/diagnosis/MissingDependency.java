package dev.varde.processor.diagnosis;

import dev.varde.events.Cause;
import dev.varde.events.Incident.Advice;
import java.util.List;
import java.util.Optional;

/// A module, class, library or program that it needs is not there.
final class MissingDependency implements Rule {
    @Override
    public Cause cause() {
        return Cause.MISSING_DEPENDENCY;
    }

    @Override
    public Optional<Finding> examine(Case c) {
        return OwnWords.of(c, cause())
                .map(w -> w.whileStarting("misses something that it needs to run", advice()));
    }

    private static List<Advice> advice() {
        return List.of(
                new Advice(
                        "Install what the line names, in the version that the program was built for",
                        List.of(),
                        "An image or a virtual environment that was not built anew after a change is the"
                                + " usual reason. A restart finds the same files."),
                new Advice(
                        "Pin it",
                        List.of(),
                        "A lock file, and a start of the program in the pipeline, show it before users do."));
    }
}

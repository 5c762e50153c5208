package dev.varde.processor.diagnosis;

import dev.varde.events.Cause;
import dev.varde.events.Incident.Advice;
import java.util.List;
import java.util.Optional;

/// Another service that the program needs did not answer, and the program gave up.
final class UpstreamUnreachable implements Rule {
    @Override
    public Cause cause() {
        return Cause.UPSTREAM_UNREACHABLE;
    }

    @Override
    public Optional<Finding> examine(Case c) {
        return OwnWords.of(c, cause())
                .map(w ->
                        w.finding(
                                "gave up because a service that it needs did not answer",
                                advice()));
    }

    private static List<Advice> advice() {
        return List.of(
                new Advice(
                        "Look at the other side",
                        List.of(),
                        "The line names its address. Its own incident may already be open."),
                new Advice(
                        "Start without it",
                        List.of(),
                        "A program that starts without its dependency and reports itself as not "
                                + "ready is up again by itself."));
    }
}

package dev.varde.processor.diagnosis;

import dev.varde.events.Cause;
import dev.varde.events.Confidence;
import dev.varde.events.Incident.Advice;
import dev.varde.events.Incident.Evidence;
import dev.varde.processor.diagnosis.Case.Silent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Nothing is heard of a host any more, though its collector did not say that it stops.
final class HostSilent implements Rule {
    @Override
    public Cause cause() {
        return Cause.HOST_SILENT;
    }

    @Override
    public Optional<Finding> examine(Case c) {
        if (!(c instanceof Silent s)) {
            return Optional.empty();
        }
        return Optional.of(
                new Finding(
                        cause(),
                        Confidence.LIKELY,
                        s.name() + " is silent: its collector was last heard at " + s.heard(),
                        List.of(
                                new Evidence(
                                        null,
                                        s.heard(),
                                        "collector",
                                        "last sign of life "
                                                + s.heard()
                                                + "; none for "
                                                + Say.duration(
                                                        Duration.between(s.heard(), s.now())))),
                        List.of(),
                        List.of(
                                new Advice(
                                        "Reach the host another way",
                                        List.of(
                                                "ping -c 3 " + Shell.quote(s.name().value()),
                                                "ssh " + Shell.quote(s.name().value()) + " uptime"),
                                        "It is down, cut off, or only its collector is. What its services do is"
                                                + " not known until it is heard again."))));
    }
}

package dev.varde.processor.diagnosis;

import dev.varde.events.Cause;
import dev.varde.events.CollectorFact;
import dev.varde.events.Confidence;
import dev.varde.events.Incident.Advice;
import dev.varde.events.Incident.Evidence;
import dev.varde.processor.diagnosis.Case.Rebooted;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The host started anew and was not shut down: power, hypervisor, panic or a reset.
final class HostRebooted implements Rule {
    @Override
    public Cause cause() {
        return Cause.HOST_REBOOTED;
    }

    @Override
    public Optional<Finding> examine(Case c) {
        return c instanceof Rebooted r ? Optional.of(finding(r)) : Optional.empty();
    }

    private Finding finding(Rebooted r) {
        CollectorFact.HostRebooted f = r.reboot().fact();
        boolean known = f.orderly() != null;
        Instant alive = f.lastAliveAt();
        String gone =
                alive == null
                        ? ""
                        : ", "
                                + Say.duration(Duration.between(alive, r.reboot().time()))
                                + " after its last sign of life";
        return new Finding(
                cause(),
                known ? Confidence.CERTAIN : Confidence.LIKELY,
                r.host().host() + " started anew without having been shut down" + gone,
                List.of(
                        new Evidence(
                                r.reboot().id(),
                                r.reboot().time(),
                                "collector",
                                Say.cut(f.how(), 400))),
                known ? List.of() : List.of("Nothing tells for sure whether it was shut down."),
                List.of(
                        new Advice(
                                "See what the host wrote last",
                                List.of(
                                        "journalctl -b -1 -e",
                                        "last -x | head",
                                        "ls /sys/fs/pstore"),
                                "A panic leaves a record, a loss of power leaves nothing. Ask the hypervisor"
                                        + " or the cloud for its events.")));
    }
}

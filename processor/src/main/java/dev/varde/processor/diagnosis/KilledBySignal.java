package dev.varde.processor.diagnosis;

import dev.varde.events.Cause;
import dev.varde.events.Confidence;
import dev.varde.events.Incident.Advice;
import dev.varde.events.Signals;
import dev.varde.processor.diagnosis.Case.Death;
import java.util.List;
import java.util.Optional;

/// Somebody or something sent the process a signal that ended it; nobody asked for a stop, and it
/// was not for lack of memory.
final class KilledBySignal implements Rule {
    @Override
    public Cause cause() {
        return Cause.KILLED_BY_SIGNAL;
    }

    @Override
    public Optional<Finding> examine(Case c) {
        if (!(c instanceof Death d) || d.ending().signal() < 0 || d.ending().crashed()) {
            return Optional.empty();
        }
        boolean byCode = d.ending().code() >= 0;
        return Optional.of(
                new Finding(
                        cause(),
                        byCode ? Confidence.LIKELY : Confidence.CERTAIN,
                        d.who()
                                + " was killed by signal "
                                + Signals.name(d.ending().signal())
                                + (byCode ? " (" + d.fact().exit().inWords() + ")" : ""),
                        d.ended(),
                        List.of(),
                        advice(d)));
    }

    private static List<Advice> advice(Death d) {
        return List.of(
                new Advice(
                        "Find out who sent it",
                        List.of(
                                "journalctl --since '10 min ago' --no-pager",
                                "auditctl -a always,exit -F arch=b64 -S kill -F a1="
                                        + d.ending().signal()
                                        + " -k varde-kill",
                                "ausearch -k varde-kill -i"),
                        "A deployment, a script, a container engine or a person did it, and nothing in the"
                                + " service's log says so. The audit rule names the sender the next time."));
    }
}

package dev.varde.processor.diagnosis;

import dev.varde.events.Cause;
import dev.varde.events.Confidence;
import dev.varde.events.Incident.Advice;
import dev.varde.events.Incident.Evidence;
import dev.varde.processor.diagnosis.Case.OfService;
import java.util.List;
import java.util.Optional;

/// Something is gone or does not answer and no other rule speaks; said as such.
final class Unknown implements Rule {
    @Override
    public Cause cause() {
        return Cause.UNKNOWN;
    }

    @Override
    public Optional<Finding> examine(Case c) {
        return switch (c) {
            case Case.Death d ->
                    Optional.of(
                            finding(
                                    d,
                                    d.who()
                                            + " ended, and why is not known ("
                                            + d.ending().words()
                                            + ")",
                                    Say.exit(d.exit())));
            case Case.Failing f ->
                    Optional.of(
                            finding(
                                    f,
                                    f.who()
                                            + " does not answer: "
                                            + f.check().target()
                                            + " says "
                                            + words(f),
                                    Say.check(f.check())));
            case Case.Missing m ->
                    Optional.of(
                            finding(
                                    m,
                                    "no process of " + m.who() + " was found",
                                    new Evidence(
                                            m.missing().id(),
                                            m.missing().time(),
                                            "process",
                                            "looked for "
                                                    + Say.cut(
                                                            m.missing().fact().lookedFor(), 400))));
            case Case.Away a ->
                    Optional.of(
                            finding(
                                    a,
                                    a.who()
                                            + " ended with success and stays away though its health check fails",
                                    Say.exit(a.exit())));
            case Case.RunningOut _,
                    Case.Silent _,
                    Case.KernelTrouble _,
                    Case.Rebooted _,
                    Case.LowMemory _,
                    Case.NoSwap _,
                    Case.FillingDisk _ ->
                    Optional.empty();
        };
    }

    private static String words(Case.Failing f) {
        return f.check().failure() == null ? "nothing" : Say.words(f.check().failure().fact());
    }

    private Finding finding(OfService c, String summary, Evidence evidence) {
        return new Finding(
                cause(),
                Confidence.POSSIBLE,
                summary,
                List.of(evidence),
                List.of(),
                List.of(
                        new Advice(
                                "Look at its state and its last lines",
                                List.of(Shell.status(c.instance()), Shell.journal(c.instance())),
                                "Nothing that Varde saw says why.")));
    }
}

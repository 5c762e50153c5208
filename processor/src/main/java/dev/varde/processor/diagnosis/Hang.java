package dev.varde.processor.diagnosis;

import dev.varde.events.Cause;
import dev.varde.events.Confidence;
import dev.varde.events.HealthFact.Failure;
import dev.varde.events.Incident.Advice;
import dev.varde.processor.diagnosis.Case.Failing;
import java.util.List;
import java.util.Optional;

/// The process lives but does not answer in time.
final class Hang implements Rule {
    @Override
    public Cause cause() {
        return Cause.HANG;
    }

    @Override
    public Optional<Finding> examine(Case c) {
        if (!(c instanceof Failing f)
                || f.check().failure() == null
                || f.check().failure().fact().failure() != Failure.TIMEOUT) {
            return Optional.empty();
        }
        return Optional.of(
                new Finding(
                        cause(),
                        f.alive() ? Confidence.LIKELY : Confidence.POSSIBLE,
                        f.who()
                                + " hangs: "
                                + (f.alive() ? "its process lives but " : "")
                                + "it does not answer "
                                + Say.cut(f.check().target(), 120)
                                + " in time",
                        List.of(Say.check(f.check())),
                        f.alive()
                                ? List.of()
                                : List.of("Whether its process lives is not watched."),
                        advice(f)));
    }

    private static List<Advice> advice(Failing f) {
        String pid = f.instance().processes().main().map(p -> "" + p.process().pid()).orElse("PID");
        return List.of(
                new Advice(
                        "Take a stack dump before you restart",
                        List.of(
                                "py-spy dump --pid " + pid,
                                "jstack " + pid,
                                "cat /proc/" + pid + "/wchan"),
                        "After a restart nothing tells what it waited for."),
                new Advice(
                        "Put a time limit on every call to others",
                        List.of(),
                        "A call without one, to a database or another service, is the usual reason."));
    }
}

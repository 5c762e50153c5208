package dev.varde.processor.diagnosis;

import dev.varde.events.Cause;
import dev.varde.events.Confidence;
import dev.varde.events.HealthFact.CheckFailed;
import dev.varde.events.Incident.Advice;
import dev.varde.events.Incident.Evidence;
import dev.varde.processor.diagnosis.Case.Failing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The service answers its health check with a failure, or lives without listening.
final class Unhealthy implements Rule {
    @Override
    public Cause cause() {
        return Cause.UNHEALTHY;
    }

    @Override
    public Optional<Finding> examine(Case c) {
        if (!(c instanceof Failing f) || f.check().failure() == null) {
            return Optional.empty();
        }
        CheckFailed failed = f.check().failure().fact();
        return switch (failed.failure()) {
            case STATUS, PROTOCOL, CLOSED, ERROR, CERTIFICATE ->
                    Optional.of(finding(f, failed, Confidence.CERTAIN));
            case REFUSED, UNREACHABLE ->
                    f.alive()
                            ? Optional.of(finding(f, failed, Confidence.LIKELY))
                            : Optional.empty();
            case TIMEOUT -> Optional.empty();
        };
    }

    private Finding finding(Failing f, CheckFailed failed, Confidence confidence) {
        List<Evidence> evidence = new ArrayList<>(List.of(Say.check(f.check())));
        f.neighbours().forEach(n -> evidence.add(Neighbours.quoted(n)));
        String needs =
                f.neighbours().isEmpty()
                        ? ""
                        : "; " + f.neighbours().getFirst().service() + ", which it needs, is down";
        return new Finding(
                cause(),
                confidence,
                f.who()
                        + " is unhealthy: "
                        + f.check().check()
                        + " says "
                        + Say.words(failed)
                        + needs,
                evidence,
                List.of(),
                List.of(
                        new Advice(
                                "Read the answer, then look at what the service needs",
                                List.of(Shell.journal(f.instance())),
                                "A service that answers knows what is wrong with it; a restart helps only if"
                                        + " what it needs is there.")));
    }
}

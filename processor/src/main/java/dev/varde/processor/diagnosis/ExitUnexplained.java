package dev.varde.processor.diagnosis;

import dev.varde.events.Cause;
import dev.varde.events.Confidence;
import dev.varde.events.Incident.Advice;
import dev.varde.processor.diagnosis.Case.Death;
import java.util.List;
import java.util.Optional;

/// The program ended by itself with a code that says failure, and nothing says why.
final class ExitUnexplained implements Rule {
    @Override
    public Cause cause() {
        return Cause.EXIT_UNEXPLAINED;
    }

    @Override
    public Optional<Finding> examine(Case c) {
        if (!(c instanceof Death d) || !d.ending().failure()) {
            return Optional.empty();
        }
        return Optional.of(
                new Finding(
                        cause(),
                        Confidence.POSSIBLE,
                        d.who()
                                + " ended by itself with "
                                + d.ending().words()
                                + " and nothing says why",
                        d.ended(),
                        List.of(),
                        List.of(
                                new Advice(
                                        "Read its last lines, and see what changed",
                                        List.of(Shell.journal(d.instance())),
                                        "A program that ends without a word often misses a setting or a file;"
                                                + " started by hand in a terminal it may say more."))));
    }
}

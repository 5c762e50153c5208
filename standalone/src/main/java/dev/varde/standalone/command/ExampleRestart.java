package dev.varde.standalone.command;

import dev.varde.events.Cause;
import dev.varde.events.config.Configuration.Restarts;
import dev.varde.events.config.Configuration.Service;
import dev.varde.events.config.Cure;
import dev.varde.notifier.text.Wording;
import java.util.ArrayList;
import java.util.List;

/// What would be done about a service that fell of a cause, in a line.
final class ExampleRestart {
    private ExampleRestart() {}

    static String of(Service service, Cause cause, Restarts limits) {
        if (service.restart() == null) {
            return "is not restarted: it has no restart: action";
        }
        Cure cure = limits.cure(cause);
        return switch (cure.restart()) {
            case NO -> "is not restarted: " + cure.why();
            case IF_IT_RAN ->
                    "is restarted "
                            + how(cure, limits)
                            + "; not when it died while starting: "
                            + cure.why();
            case YES -> "is restarted " + how(cure, limits);
        };
    }

    private static String how(Cure cure, Restarts limits) {
        List<String> how = new ArrayList<>();
        how.add(
                cure.waits()
                        ? "once what it needs has been there for ten seconds"
                        : "at once, or as soon as what it needs is there");
        if (cure.dump()) {
            how.add("after what its threads do is written down");
        }
        how.add(
                "at most %d times within %s and %d a day"
                        .formatted(limits.max(), Wording.span(limits.within()), limits.perDay()));
        if (cure.hold() != null) {
            how.add(
                    "held after %d because of it within %s"
                            .formatted(cure.hold().after(), Wording.span(cure.hold().within())));
        }
        if (!cure.sameAtStart()) {
            how.add("not again when it dies the same way while starting");
        }
        return String.join(", ", how);
    }
}

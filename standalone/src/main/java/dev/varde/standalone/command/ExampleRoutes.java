package dev.varde.standalone.command;

import dev.varde.events.Cause;
import dev.varde.events.Confidence;
import dev.varde.events.Incident;
import dev.varde.events.IncidentId;
import dev.varde.events.IncidentState;
import dev.varde.events.Severity;
import dev.varde.events.config.Configuration;
import dev.varde.events.config.Configuration.Service;
import dev.varde.notifier.routing.Decision;
import dev.varde.notifier.routing.Router;
import dev.varde.notifier.routing.Terms;
import dev.varde.notifier.silence.Silences;
import dev.varde.notifier.text.Wording;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where an example incident of each service would go, by the notifier's own router.
final class ExampleRoutes {
    private ExampleRoutes() {}

    /// @param subject the subject of the mail it would be
    /// @param goes one line for each receiver, with the reason
    /// @param restart what would be done about it
    record Example(String service, String subject, List<String> goes, String restart) {
        Example {
            goes = List.copyOf(goes);
        }
    }

    static List<Example> of(Configuration configuration, Cause cause) {
        Router router = Router.of(configuration);
        List<Example> examples = new ArrayList<>();
        for (Service service : configuration.services()) {
            Incident incident = incident(configuration, service, cause);
            List<String> goes =
                    router
                            .decide(
                                    incident,
                                    (_, _, _) -> Optional.empty(),
                                    Silences.NONE,
                                    Instant.now())
                            .stream()
                            .map(ExampleRoutes::line)
                            .toList();
            examples.add(
                    new Example(
                            service.name().value(),
                            Wording.subject(Wording.type(incident.change()), incident),
                            goes,
                            ExampleRestart.of(service, cause, configuration.restarts())));
        }
        return examples;
    }

    private static String line(Decision decision) {
        return switch (decision) {
            case Decision.Send s ->
                    "to "
                            + s.receiver()
                            + " by "
                            + s.medium().channel()
                            + ": "
                            + s.reason()
                            + terms(s.terms());
            case Decision.HoldBack h ->
                    "not to " + h.receiver() + " by " + h.medium().channel() + ": " + h.reason();
        };
    }

    private static String terms(Terms terms) {
        StringBuilder words = new StringBuilder();
        if (!terms.group().isEmpty()) {
            words.append("; told together with others of ").append(terms.group());
        }
        if (terms.repeat() != null) {
            words.append("; again after ").append(Wording.span(terms.repeat()));
        }
        terms.escalate()
                .forEach(step ->
                        words.append("; to ")
                                .append(String.join(", ", step.to()))
                                .append(" when nobody acknowledges within ")
                                .append(Wording.span(step.after())));
        return words.toString();
    }

    private static Incident incident(Configuration configuration, Service service, Cause cause) {
        Instant now = Instant.now();
        Map<String, String> labels = new HashMap<>(configuration.host().labels());
        labels.putAll(service.labels());
        return new Incident(
                new IncidentId("example"),
                1,
                Incident.Change.OPENED,
                IncidentState.OPEN,
                Severity.CRITICAL,
                service.name(),
                configuration.host().name(),
                labels,
                cause,
                Confidence.CERTAIN,
                null,
                service.name() + " on " + configuration.host().name() + ": an example of " + cause,
                new Incident.Times(null, now, now, now, null, null, null),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                1,
                List.of(),
                null,
                null,
                service.restart() != null,
                null,
                List.of(),
                List.of(),
                List.of());
    }
}

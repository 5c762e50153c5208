package dev.varde.standalone.command;

import dev.varde.events.Incident;
import dev.varde.events.OperatorWord;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/// Says a word about an incident and waits until the incident shows it.
final class AboutIncident {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private AboutIncident() {}

    /// @param word made of the incident
    /// @param done whether a later revision shows it
    static int say(
            KafkaOptions kafka,
            OneIncident one,
            Function<Incident, OperatorWord> word,
            Predicate<Incident> done,
            String said)
            throws Exception {
        String servers = kafka.bootstrapServers();
        try (Incidents incidents = Incidents.read(servers);
                Speaker speaker = new Speaker(servers)) {
            Incident incident = one.in(incidents);
            String who = Plain.line(incident.subject()) + " (" + incident.id() + ")";
            if (incident.closed()) {
                System.err.println(who + " is resolved already; nothing needs to be done.");
                return Exit.COULD_NOT;
            }
            speaker.say(word.apply(incident));
            Optional<Incident> shown =
                    incidents.await(i -> i.id().equals(incident.id()) && done.test(i), PATIENCE);
            if (shown.isEmpty()) {
                System.err.println(
                        "The word is said, and no processor has taken it within "
                                + PATIENCE.toSeconds()
                                + " s. Does one run? It will take it when it does.");
                return Exit.COULD_NOT;
            }
            System.out.println(who + ": " + said);
            return Exit.FINE;
        }
    }
}

package dev.varde.standalone.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.varde.events.Incident;
import dev.varde.events.wire.Codec;
import dev.varde.standalone.report.IncidentText;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Shows one incident.
@Command(
        name = "show",
        description =
                "Shows one incident: what died and when, why, what to do, and what became of it.")
final class ShowCommand implements Callable<Integer> {
    @Mixin private KafkaOptions kafka = new KafkaOptions();
    @Mixin private OneIncident one = new OneIncident();

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        String servers = kafka.bootstrapServers();
        try (Incidents incidents = Incidents.read(servers)) {
            Incident incident = one.in(incidents);
            if (json) {
                ObjectMapper mapper = new ObjectMapper();
                System.out.println(
                        mapper.writerWithDefaultPrettyPrinter()
                                .writeValueAsString(mapper.readTree(new Codec().write(incident))));
            } else {
                IncidentText.of(incident, Ledger.of(incident.id(), servers))
                        .forEach(System.out::println);
            }
        }
        return Exit.FINE;
    }
}

package dev.varde.standalone.command;

import dev.varde.events.Incident;
import dev.varde.standalone.report.PostMortem;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Writes a post-mortem.
@Command(
        name = "report",
        description = {
            "Prints a post-mortem of an incident in Markdown: what Varde knows is filled in, what",
            "only people know is left for them."
        })
final class ReportCommand implements Callable<Integer> {
    @Mixin private KafkaOptions kafka = new KafkaOptions();
    @Mixin private OneIncident one = new OneIncident();

    @Override
    public Integer call() throws Exception {
        String servers = kafka.bootstrapServers();
        try (Incidents incidents = Incidents.read(servers)) {
            Incident incident = one.in(incidents);
            System.out.print(PostMortem.of(incident, Ledger.of(incident.id(), servers)));
        }
        return Exit.FINE;
    }
}

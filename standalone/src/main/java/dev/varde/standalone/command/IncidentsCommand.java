package dev.varde.standalone.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.varde.events.Incident;
import dev.varde.events.IncidentId;
import dev.varde.events.wire.Codec;
import dev.varde.notifier.text.Wording;
import dev.varde.standalone.report.IncidentText;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Lists the incidents of a running Varde.
@Command(
        name = "incidents",
        description = "Lists the incidents of a running Varde, the newest first.")
final class IncidentsCommand implements Callable<Integer> {
    @Mixin private KafkaOptions kafka = new KafkaOptions();

    @Option(names = "--all", description = "Also those that are resolved.")
    private boolean all;

    @Option(
            names = "--service",
            paramLabel = "NAME",
            description = "Those of one service, or of service@host.")
    private @Nullable String service;

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        try (Incidents incidents = Incidents.read(kafka.bootstrapServers())) {
            List<Incident> shown = incidents.all().stream().filter(this::isWanted).toList();
            if (json) {
                print(shown);
            } else {
                say(shown, incidents.shortIds());
            }
            if (incidents.unreadable() > 0) {
                System.err.println(
                        incidents.unreadable() + " records of incidents could not be read.");
            }
        }
        return Exit.FINE;
    }

    private boolean isWanted(Incident incident) {
        String name = service;
        boolean named =
                name == null
                        || incident.subject().equals(name)
                        || (incident.service() != null && incident.service().value().equals(name));
        return named && (all || !incident.closed());
    }

    private void say(List<Incident> shown, Map<IncidentId, String> ids) {
        if (shown.isEmpty()) {
            System.out.println(
                    all ? "There are no incidents." : "Nothing is open. --all shows what was.");
            return;
        }
        Instant now = Instant.now();
        for (Incident i : shown) {
            Duration age = Duration.between(i.times().opened(), now);
            System.out.printf(
                    "%s  %-10s %s, %s, %s ago%s%n    %s%n",
                    Plain.line(ids.getOrDefault(i.id(), i.id().value())),
                    IncidentText.state(i),
                    Plain.line(i.subject()),
                    i.cause(),
                    Wording.duration(age.isNegative() ? Duration.ZERO : age),
                    i.acknowledged() == null
                            ? ""
                            : ", acknowledged by " + Plain.line(i.acknowledged().by()),
                    Plain.line(i.summary()));
        }
    }

    private static void print(List<Incident> shown) throws IOException {
        Codec codec = new Codec();
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode root = mapper.createObjectNode();
        ArrayNode list = root.putArray("incidents");
        for (Incident incident : shown) {
            list.add(mapper.readTree(codec.write(incident)));
        }
        System.out.println(mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root));
    }
}

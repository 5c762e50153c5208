package dev.varde.processor.topology;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.varde.events.CollectorFact.Heartbeat;
import dev.varde.events.EventId;
import dev.varde.events.HostEvent;
import dev.varde.events.HostName;
import dev.varde.events.wire.Codec;
import dev.varde.events.wire.Unreadable;
import dev.varde.processor.Cast;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Plays the events of an example folder on a stage.
final class Story {
    static final Path EXAMPLES = Path.of("src/test/resources/examples");

    private final ObjectMapper mapper = new ObjectMapper();
    private final Set<String> hosts = new LinkedHashSet<>();
    private long seq;

    static List<String> all() throws IOException {
        try (Stream<Path> folders = Files.list(EXAMPLES)) {
            return folders.filter(Files::isDirectory)
                    .map(p -> p.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    static List<String> lines(String name) throws IOException {
        return Files.readAllLines(EXAMPLES.resolve(name).resolve("in-events.jsonl"));
    }

    /// A line is an event of the contract; id, host, run and number are filled in where they are
    /// left out, and a heartbeat of each host that was heard of comes every five seconds. A word of
    /// an operator stands as it is on the wire. `{"pause":"PT31S"}` lets time pass,
    /// `{"silence":"PT31S"}` without heartbeats, or with `"host"` without that one's.
    void play(Stage stage, List<String> lines) throws IOException, Unreadable {
        for (String line : lines) {
            ObjectNode node = (ObjectNode) mapper.readTree(line);
            if (node.has("host") && node.has("silence")) {
                hosts.remove(node.get("host").textValue());
                beatUntil(stage, stage.now().plus(Duration.parse(node.get("silence").textValue())));
            } else if (node.has("silence")) {
                stage.pass(Duration.parse(node.get("silence").textValue()));
            } else if (node.has("pause")) {
                beatUntil(stage, stage.now().plus(Duration.parse(node.get("pause").textValue())));
            } else if (node.has("by")) {
                beatUntil(stage, Instant.parse(node.get("at").textValue()));
                stage.hear(new Codec().readOperatorWord(line.getBytes(StandardCharsets.UTF_8)));
            } else {
                beatUntil(stage, Instant.parse(node.get("time").textValue()));
                HostEvent event = event(node, line.hashCode());
                hosts.add(event.host().value());
                stage.see(event);
            }
        }
    }

    private HostEvent event(ObjectNode node, int number) throws Unreadable {
        fill(node, "id", "e" + number);
        fill(node, "host", Cast.WEB_1.value());
        fill(node, "run", "run-1");
        node.put("seq", ++seq);
        return new Codec().readEvent(node.toString().getBytes(StandardCharsets.UTF_8));
    }

    private void beatUntil(Stage stage, Instant until) {
        while (stage.now().plusSeconds(5).isBefore(until)) {
            Instant at = stage.now().plusSeconds(5);
            for (String host : hosts) {
                seq++;
                stage.see(
                        new HostEvent(
                                new EventId("beat-" + seq),
                                at,
                                new HostName(host),
                                "run-1",
                                seq,
                                null,
                                new Heartbeat(Duration.ofHours(1), 80_000_000, 1.5, 0, 0, null)));
            }
            stage.goTo(at);
        }
        stage.goTo(until);
    }

    private static void fill(ObjectNode node, String field, String value) {
        if (!node.has(field)) {
            node.put(field, value);
        }
    }
}

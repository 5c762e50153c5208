package dev.varde.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.varde.events.CollectorFact.Heartbeat;
import dev.varde.events.EventId;
import dev.varde.events.HostEvent;
import dev.varde.events.HostName;
import dev.varde.events.Incident;
import dev.varde.events.IncidentId;
import dev.varde.events.wire.Codec;
import dev.varde.events.wire.Unreadable;
import dev.varde.processor.Cast;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every folder of `examples` is a test: what the collector sees, and what is told of it.
class ExamplesTest {
    static final Path EXAMPLES = Path.of("src/test/resources/examples");

    private final ObjectMapper mapper = new ObjectMapper();
    private final Map<IncidentId, String> subjects = new HashMap<>();
    private final Set<String> hosts = new LinkedHashSet<>();
    private long seq;

    @TempDir Path data;

    static List<String> examples() throws IOException {
        try (Stream<Path> folders = Files.list(EXAMPLES)) {
            return folders.filter(Files::isDirectory)
                    .map(p -> p.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void whatIsSeenIsToldAsWritten(String name) throws IOException, Unreadable {
        Path folder = EXAMPLES.resolve(name);
        List<String> told = new ArrayList<>();

        try (Stage stage = new Stage(Cast.configuration(), data, Cast.NOON)) {
            play(stage, Files.readAllLines(folder.resolve("in-events.jsonl")));
            List<Incident> incidents = stage.told();
            incidents.forEach(i -> subjects.put(i.id(), i.subject()));
            for (Incident incident : incidents) {
                told.add(brief(incident));
            }
            assertThat(stage.deadLetters()).isEmpty();
        }

        Files.createDirectories(Path.of("target/examples"));
        Files.write(Path.of("target/examples", name + ".jsonl"), told);
        assertThat(told).isEqualTo(Files.readAllLines(folder.resolve("out-incidents.jsonl")));
    }

    /// A line is an event of the contract; id, host, run and number are filled in where they are
    /// left out, and a heartbeat of each host that was heard of comes every five seconds. A word of
    /// an operator stands as it is on the wire. `{"pause":"PT31S"}` lets time pass,
    /// `{"silence":"PT31S"}` without heartbeats, or with `"host"` without that one's.
    private void play(Stage stage, List<String> lines) throws IOException, Unreadable {
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

    private String brief(Incident i) {
        ObjectNode node = mapper.createObjectNode();
        node.put("change", word(i.change()));
        node.put("state", word(i.state()));
        node.put("severity", word(i.severity()));
        node.put("cause", i.cause().id());
        node.put("confidence", word(i.confidence()));
        node.put("summary", i.summary());
        if (i.parent() != null) {
            node.put("parent", subjects.getOrDefault(i.parent(), i.parent().value()));
        }
        if (!i.members().isEmpty()) {
            node.put("members", String.join(", ", i.members()));
        }
        return node.toString();
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}

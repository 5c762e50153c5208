package dev.varde.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.varde.events.Incident;
import dev.varde.events.IncidentId;
import dev.varde.events.wire.Unreadable;
import dev.varde.processor.Cast;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every folder of `examples` is a test: what the collector sees, and what is told of it.
class ExamplesTest {
    private final ObjectMapper mapper = new ObjectMapper();
    private final Map<IncidentId, String> subjects = new HashMap<>();

    @TempDir Path data;

    static List<String> examples() throws IOException {
        return Story.all();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void whatIsSeenIsToldAsWritten(String name) throws IOException, Unreadable {
        Path folder = Story.EXAMPLES.resolve(name);
        List<String> told = new ArrayList<>();

        try (Stage stage = new Stage(Cast.configuration(), data, Cast.NOON)) {
            new Story().play(stage, Story.lines(name));
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

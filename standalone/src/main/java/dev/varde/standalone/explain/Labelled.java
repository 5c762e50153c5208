package dev.varde.standalone.explain;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.varde.events.Incident.Evidence;
import dev.varde.processor.diagnosis.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One line of JSONL: an excerpt with an id, and perhaps the cause that people found.
public record Labelled(String id, List<String> lines, @Nullable String cause) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public Labelled {
        lines = List.copyOf(lines);
    }

    /// @throws IllegalArgumentException in words, where it is not such a line
    public static Labelled read(String json) {
        JsonNode node;
        try {
            node = JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
        }
        JsonNode lines = node.path("lines");
        if (!lines.isArray() || !node.hasNonNull("id")) {
            throw new IllegalArgumentException("each line needs \"id\" and \"lines\", a list");
        }
        List<String> all = new ArrayList<>();
        lines.forEach(l -> all.addAll(l.asText().lines().toList()));
        return new Labelled(
                node.path("id").asText(),
                all,
                node.path("cause").isTextual() ? node.path("cause").asText() : null);
    }

    /// The cause that Varde reads in it, or null.
    public @Nullable String told() {
        Explained first = first();
        return first == null ? null : first.best().cause().id();
    }

    /// @param crashed whether anything did
    /// @param json `{"id","cause","confidence","summary","evidence"}`, all but the id null or empty
    ///   where nothing crashed
    public record Answer(boolean crashed, String json) {}

    public Answer answer() {
        ObjectNode node = JSON.createObjectNode();
        node.put("id", id);
        Explained first = first();
        if (first == null) {
            node.putNull("cause").putNull("confidence").putNull("summary").putArray("evidence");
            return new Answer(false, node.toString());
        }
        Finding best = first.best();
        node.put("cause", best.cause().id());
        node.put("confidence", best.confidence().name().toLowerCase(Locale.ROOT));
        node.put("summary", best.summary());
        ArrayNode evidence = node.putArray("evidence");
        best.evidence().stream().map(Evidence::text).forEach(evidence::add);
        return new Answer(true, node.toString());
    }

    private @Nullable Explained first() {
        return Explainer.explain(Excerpt.of(id, lines)).stream().findFirst().orElse(null);
    }
}

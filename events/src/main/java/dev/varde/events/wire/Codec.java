package dev.varde.events.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.AnnotationIntrospector;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.varde.events.Delivery;
import dev.varde.events.EventId;
import dev.varde.events.Fact;
import dev.varde.events.HostEvent;
import dev.varde.events.HostName;
import dev.varde.events.Incident;
import dev.varde.events.OperatorWord;
import dev.varde.events.RestartOrder;
import dev.varde.events.ServiceName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Writes the contract as JSON and reads it back. Every value has a `type` whose name is pinned in
/// [Types]; unknown fields are ignored and unknown types kept as they came. Thread-safe.
///
/// An event is `{"type","id","time","host","run","seq","service","data":{…}}`; an operator's word
/// `{"type","host","by","at","data":{…}}`; the others are their record with `type` first, where a
/// delivery's own type is called `message`. Times are ISO 8601 in UTC, durations ISO 8601, sizes
/// bytes.
public final class Codec {
    private static final int LONGEST_STRING = 4 << 20;

    private final ObjectMapper mapper;

    public Codec() {
        this(mapper());
    }

    /// With a mapper of one's own, made from [#mapper()]; the collector redacts by it.
    public Codec(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /// The mapper of the contract: names as plain strings, enums in lower case with hyphens.
    public static JsonMapper mapper() {
        JsonMapper mapper =
                JsonMapper.builder()
                        .addModule(new JavaTimeModule())
                        .addModule(new Jdk8Module())
                        .addModule(new NamesModule())
                        .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                        .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                        .defaultPropertyInclusion(
                                JsonInclude.Value.construct(
                                        JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
                        .build();
        mapper.setAnnotationIntrospector(
                AnnotationIntrospector.pair(
                        new RequiredParts(),
                        mapper.getDeserializationConfig().getAnnotationIntrospector()));
        mapper.getFactory()
                .setStreamReadConstraints(
                        StreamReadConstraints.builder()
                                .maxNestingDepth(64)
                                .maxStringLength(LONGEST_STRING)
                                .build());
        return mapper;
    }

    public byte[] write(HostEvent event) {
        ObjectNode node = mapper.createObjectNode();
        node.put("type", Types.of(event.fact()));
        node.put("id", event.id().value());
        node.put("time", event.time().toString());
        node.put("host", event.host().value());
        node.put("run", event.run());
        node.put("seq", event.seq());
        if (event.service() != null) {
            node.put("service", event.service().value());
        }
        node.set(
                "data",
                event.fact() instanceof Fact.Unknown u
                        ? tree(u.json())
                        : mapper.valueToTree(event.fact()));
        return bytes(node);
    }

    public byte[] write(Incident incident) {
        return typed(Types.INCIDENT, mapper.valueToTree(incident));
    }

    public byte[] write(Delivery delivery) {
        return typed(Types.DELIVERY, mapper.valueToTree(delivery));
    }

    public byte[] write(RestartOrder order) {
        return typed(Types.RESTART_ORDER, mapper.valueToTree(order));
    }

    public byte[] write(OperatorWord word) {
        ObjectNode node = mapper.createObjectNode();
        node.put("type", Types.of(word));
        node.put("host", word.host().value());
        node.put("by", word.by());
        node.put("at", word.at().toString());
        node.set(
                "data",
                word instanceof OperatorWord.Unknown u ? tree(u.json()) : mapper.valueToTree(word));
        return bytes(node);
    }

    /// @throws Unreadable when the bytes are not an event; an unknown type is none such
    public HostEvent readEvent(byte[] bytes) throws Unreadable {
        ObjectNode node = object(bytes);
        try {
            String type = text(node, "type");
            JsonNode data = node.path("data");
            Class<? extends Fact> known = Types.factOf(type);
            Fact fact = known == null ? new Fact.Unknown(type, json(data)) : value(data, known);
            node.remove("data");
            node.remove("type");
            Envelope e = value(node, Envelope.class);
            return new HostEvent(e.id(), e.time(), e.host(), e.run(), e.seq(), e.service(), fact);
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
            throw new Unreadable("not an event: " + e.getMessage(), e);
        }
    }

    public Incident readIncident(byte[] bytes) throws Unreadable {
        return read(bytes, Types.INCIDENT, Incident.class);
    }

    public Delivery readDelivery(byte[] bytes) throws Unreadable {
        return read(bytes, Types.DELIVERY, Delivery.class);
    }

    public RestartOrder readOrder(byte[] bytes) throws Unreadable {
        return read(bytes, Types.RESTART_ORDER, RestartOrder.class);
    }

    public OperatorWord readOperatorWord(byte[] bytes) throws Unreadable {
        ObjectNode node = object(bytes);
        try {
            String type = text(node, "type");
            Class<? extends OperatorWord> known = Types.wordOf(type);
            if (known == null) {
                return new OperatorWord.Unknown(
                        type,
                        new HostName(text(node, "host")),
                        text(node, "by"),
                        Instant.parse(text(node, "at")),
                        json(node.path("data")));
            }
            return value(node.path("data"), known);
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
            throw new Unreadable("not an operator's word: " + e.getMessage(), e);
        }
    }

    private record Envelope(
            EventId id,
            Instant time,
            HostName host,
            String run,
            long seq,
            @Nullable ServiceName service) {}

    private byte[] typed(String type, ObjectNode value) {
        ObjectNode node = mapper.createObjectNode();
        node.put("type", type);
        node.setAll(value);
        return bytes(node);
    }

    private <T> T read(byte[] bytes, String type, Class<T> as) throws Unreadable {
        ObjectNode node = object(bytes);
        String found = text(node, "type");
        if (!found.equals(type)) {
            throw new Unreadable("expected type " + type + ", found " + cut(found));
        }
        try {
            return value(node, as);
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
            throw new Unreadable("not a " + type + ": " + e.getMessage(), e);
        }
    }

    private <T> T value(JsonNode node, Class<T> as) throws Unreadable {
        try {
            T value = mapper.treeToValue(node, as);
            if (value == null) {
                throw new Unreadable("no data");
            }
            return value;
        } catch (JsonProcessingException e) {
            throw new Unreadable("not a " + as.getSimpleName() + ": " + e.getOriginalMessage(), e);
        }
    }

    private ObjectNode object(byte[] bytes) throws Unreadable {
        try {
            if (mapper.readTree(bytes) instanceof ObjectNode node) {
                return node;
            }
            throw new Unreadable("not a JSON object");
        } catch (IOException e) {
            throw new Unreadable(
                    "not JSON: "
                            + (e instanceof JsonProcessingException j ? j.getOriginalMessage() : e),
                    e);
        }
    }

    private static String text(ObjectNode node, String field) throws Unreadable {
        JsonNode value = node.get(field);
        if (value == null || !value.isTextual()) {
            throw new Unreadable("field '" + field + "' is missing or no text");
        }
        return value.textValue();
    }

    private static String json(JsonNode data) {
        return data.isMissingNode() ? "null" : data.toString();
    }

    private JsonNode tree(String json) {
        try {
            return mapper.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("an unknown fact holds JSON", e);
        }
    }

    private byte[] bytes(JsonNode node) {
        return node.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String cut(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }
}

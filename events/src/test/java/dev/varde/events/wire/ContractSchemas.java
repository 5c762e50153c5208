package dev.varde.events.wire;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.varde.events.Delivery;
import dev.varde.events.Fact;
import dev.varde.events.Incident;
import dev.varde.events.OperatorWord;
import dev.varde.events.RestartOrder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The JSON Schema of every value on a topic, by file name.
final class ContractSchemas {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final RecordSchemas RECORDS = new RecordSchemas();

    private ContractSchemas() {}

    static Map<String, ObjectNode> all() {
        return Map.of(
                "host-event",
                event(),
                "operator-word",
                word(),
                "incident",
                typed(Types.INCIDENT, Incident.class, "One incident, whole, at one revision"),
                "delivery",
                typed(Types.DELIVERY, Delivery.class, "One message to one receiver"),
                "restart-order",
                typed(Types.RESTART_ORDER, RestartOrder.class, "A request to restart a service"));
    }

    private static ObjectNode event() {
        ObjectNode schema = head("host-event", "A fact that a collector saw");
        ObjectNode properties = schema.putObject("properties");
        properties.putObject("type").put("type", "string");
        ObjectNode envelope = RECORDS.of(dev.varde.events.HostEvent.class);
        properties.setAll((ObjectNode) envelope.get("properties"));
        properties.remove("fact");
        required(schema, List.of("type", "id", "time", "host", "run", "seq"));
        data(schema, Fact.class);
        return schema;
    }

    private static ObjectNode word() {
        ObjectNode schema = head("operator-word", "What people say about incidents and instances");
        ObjectNode properties = schema.putObject("properties");
        properties.putObject("type").put("type", "string");
        ObjectNode any = (ObjectNode) RECORDS.of(OperatorWord.Resume.class).get("properties");
        for (String name : List.of("host", "by", "at")) {
            properties.set(name, any.get(name));
        }
        required(schema, List.of("type", "host", "by", "at"));
        data(schema, OperatorWord.class);
        return schema;
    }

    private static ObjectNode typed(String type, Class<?> record, String title) {
        ObjectNode schema = head(type, title);
        ObjectNode properties = schema.putObject("properties");
        properties.putObject("type").put("const", type);
        ObjectNode made = RECORDS.of(record);
        properties.setAll((ObjectNode) made.get("properties"));
        schema.putArray("required").add("type");
        made.get("required").forEach(schema.withArray("required")::add);
        return schema;
    }

    private static ObjectNode head(String name, String title) {
        return JSON.createObjectNode()
                .put("$schema", "https://json-schema.org/draft/2020-12/schema")
                .put("$id", "urn:varde:contract:" + name)
                .put("title", title)
                .put("type", "object");
    }

    private static void required(ObjectNode schema, List<String> names) {
        names.forEach(schema.withArray("required")::add);
    }

    /// The data by its type; of a type that is not listed anything is allowed.
    private static void data(ObjectNode schema, Class<?> kind) {
        ((ObjectNode) schema.get("properties")).putObject("data");
        new TreeMap<>(Types.all())
                .forEach((type, record) -> {
                    if (kind.isAssignableFrom(record)) {
                        branch(schema, type, RECORDS.of(record));
                    }
                });
    }

    private static void branch(ObjectNode schema, String type, ObjectNode data) {
        ObjectNode branch = schema.withArray("allOf").addObject();
        branch.putObject("if").putObject("properties").putObject("type").put("const", type);
        ObjectNode then = branch.putObject("then");
        then.putObject("properties").set("data", data);
        then.putArray("required").add("data");
    }
}

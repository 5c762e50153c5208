package dev.varde.events.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/// Whether a value fits a schema, for the words that the contract's schemas use. Stricter than JSON
/// Schema: a field that the schema does not name is a misfit.
final class SchemaFit {
    private final List<String> misfits = new ArrayList<>();

    private SchemaFit() {}

    static List<String> misfits(JsonNode schema, JsonNode value) {
        SchemaFit fit = new SchemaFit();
        fit.check("", schema, value);
        return fit.misfits;
    }

    private void check(String at, JsonNode schema, JsonNode value) {
        type(at, schema, value);
        schema.path("required")
                .forEach(name -> expect(value.has(name.asText()), at, "lacks " + name));
        if (schema.has("enum")) {
            expect(schema.get("enum").valueStream().anyMatch(value::equals), at, "no such word");
        }
        if (schema.has("const")) {
            expect(schema.get("const").equals(value), at, "is not " + schema.get("const"));
        }
        value.properties().forEach(p -> part(at, schema, p.getKey(), p.getValue()));
        for (int i = 0; i < value.size() && value.isArray(); i++) {
            check(at + "/" + i, schema.path("items"), value.get(i));
        }
        schema.path("allOf").forEach(branch -> branch(at, branch, value));
    }

    private void part(String at, JsonNode schema, String name, JsonNode value) {
        JsonNode of = schema.path("properties").path(name);
        JsonNode any = of.isMissingNode() ? schema.path("additionalProperties") : of;
        expect(!any.isMissingNode(), at + "/" + name, "is not in the schema");
        if (any.has("type") || any.has("const")) {
            check(at + "/" + name, any, value);
        }
    }

    private void branch(String at, JsonNode branch, JsonNode value) {
        JsonNode type = branch.at("/if/properties/type/const");
        if (type.equals(value.path("type"))) {
            expect(value.has("data"), at, "lacks data");
            check(at + "/data", branch.at("/then/properties/data"), value.path("data"));
        }
    }

    private void type(String at, JsonNode schema, JsonNode value) {
        boolean fits =
                switch (schema.path("type").asText("any")) {
                    case "object" -> value.isObject();
                    case "array" -> value.isArray();
                    case "string" -> value.isTextual();
                    case "integer" -> value.isIntegralNumber();
                    case "number" -> value.isNumber();
                    case "boolean" -> value.isBoolean();
                    default -> schema.has("const");
                };
        expect(fits, at, "is no " + schema.path("type"));
    }

    private void expect(boolean fits, String at, String misfit) {
        if (!fits) {
            misfits.add(at + " " + misfit);
        }
    }
}

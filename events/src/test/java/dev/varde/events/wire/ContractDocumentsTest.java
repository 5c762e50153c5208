package dev.varde.events.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.varde.events.Delivery;
import dev.varde.events.HostEvent;
import dev.varde.events.Incident;
import dev.varde.events.OperatorWord;
import dev.varde.events.RestartOrder;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

class ContractDocumentsTest {
    private static final String FOLDER = "docs/contract/";
    private static final Map<String, ObjectNode> SCHEMAS = ContractSchemas.all();
    private static final ObjectMapper JSON = new ObjectMapper();

    static Stream<String> names() {
        return SCHEMAS.keySet().stream().sorted();
    }

    static Stream<String> types() {
        return Types.all().keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("names")
    void theCommittedSchemaIsTheOneOfTheRecords(String name) throws IOException {
        String made = schema(name).toPrettyString() + "\n";

        Committed.holds(
                FOLDER + name + ".schema.json",
                made,
                "The contract changed: new parts are @Nullable or lists, nothing goes away.");
    }

    @Test
    void theCommittedAsyncApiIsTheOneOfTheTopics() throws IOException {
        Committed.holds(FOLDER + "asyncapi.yaml", AsyncApi.document(), "The topics changed.");
    }

    @Test
    void theAsyncApiNamesSixTopicsAndOnlySchemasThatExist() {
        Map<String, Object> document =
                new Yaml(new SafeConstructor(new LoaderOptions())).load(AsyncApi.document());

        assertThat(document).containsEntry("asyncapi", "3.0.0");
        assertThat((Map<?, ?>) document.get("channels")).hasSize(6);
        assertThat(AsyncApi.document().lines().filter(l -> l.contains(".schema.json")))
                .hasSize(5)
                .allSatisfy(line ->
                        assertThat(SCHEMAS).containsKey(line.replaceAll(".*\\./|\\.schema.*", "")));
    }

    @ParameterizedTest
    @MethodSource("types")
    void aSampleOfEveryTypeFitsItsSchemaToTheLastPart(String type) throws IOException {
        Object sample = WireSamples.of(type);
        JsonNode value = JSON.readTree(WireSamples.write(sample));

        List<String> misfits = SchemaFit.misfits(schema(sample), value);

        assertThat(misfits).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("types")
    void whatTheCodecRefusesForAMissingPartTheSchemaRefusesToo(String type) throws IOException {
        Object sample = WireSamples.of(type);
        JsonNode whole = JSON.readTree(WireSamples.write(sample));
        JsonNode body = whole.has("data") ? whole.get("data") : whole;
        for (String part : body.propertyStream().map(Map.Entry::getKey).toList()) {
            JsonNode without = whole.deepCopy();
            ((ObjectNode) (without.has("data") ? without.get("data") : without)).remove(part);

            assertThat(SchemaFit.misfits(schema(sample), without).isEmpty())
                    .as("%s without %s", type, part)
                    .isEqualTo(readable(type, without));
        }
    }

    private static boolean readable(String type, JsonNode value) throws IOException {
        try {
            WireSamples.read(type, JSON.writeValueAsBytes(value));
            return true;
        } catch (Unreadable _) {
            return false;
        }
    }

    private static ObjectNode schema(Object sample) {
        String name =
                switch (sample) {
                    case HostEvent _ -> "host-event";
                    case OperatorWord _ -> "operator-word";
                    case Incident _ -> "incident";
                    case Delivery _ -> "delivery";
                    case RestartOrder _ -> "restart-order";
                    default -> throw new IllegalArgumentException(sample.toString());
                };
        return schema(name);
    }

    private static ObjectNode schema(String name) {
        return Objects.requireNonNull(SCHEMAS.get(name), name);
    }
}

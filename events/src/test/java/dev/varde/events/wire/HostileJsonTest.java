package dev.varde.events.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.varde.events.HostEvent;
import dev.varde.events.ProcessFact.ProcessExited;
import dev.varde.events.Samples;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What comes from a topic was not always written by Varde.
class HostileJsonTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> NASTY =
            List.of(
                    "null",
                    "true",
                    "-1",
                    "0",
                    "1e400",
                    "1e999999999",
                    "99999999999999999999",
                    "\"\"",
                    "\" \"",
                    "\"\\u0000\"",
                    "\"PT99999999999999999999H\"",
                    "\"+999999999-12-31T23:59:59Z\"",
                    "[]",
                    "[null]",
                    "[[[[]]]]",
                    "{}",
                    "{\"a\":{}}");

    static Stream<String> types() {
        return Types.all().keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("types")
    void everyPartThatIsReplacedByNonsenseIsReadOrRefused(String type) throws IOException {
        byte[] good = WireSamples.write(WireSamples.of(type));
        int tried = 0;
        for (String pointer : pointers("", JSON.readTree(good))) {
            for (String nasty : NASTY) {
                readOrRefuse(type, replaced(good, pointer, JSON.readTree(nasty)));
                tried++;
            }
            readOrRefuse(type, replaced(good, pointer, null));
        }
        assertThat(tried).isGreaterThan(50);
    }

    /// Reads; what was read must survive being written and read again.
    private static void readOrRefuse(String type, byte[] bytes) {
        try {
            Object value = WireSamples.read(type, bytes);
            assertThat(WireSamples.read(type, WireSamples.write(value)))
                    .as(new String(bytes, StandardCharsets.UTF_8))
                    .isEqualTo(value);
        } catch (Unreadable e) {
            assertThat(e).hasMessageNotContaining("null null").hasMessageMatching("(?s).{5,}");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"exit", "process", "role", "command", "startedAt", "remaining"})
    void anExitWithoutAPartItMustHaveIsRefusedByName(String part) throws IOException {
        byte[] bytes = replaced(exit(), "/data/" + part, null);

        assertThatThrownBy(() -> WireSamples.read("process.exited", bytes))
                .isInstanceOf(Unreadable.class)
                .hasMessageContaining(part);
    }

    @ParameterizedTest
    @ValueSource(strings = {"resident", "lastLogAt"})
    void aPartThatMayBeMissingIsNull(String part) throws Exception {
        HostEvent event =
                (HostEvent) WireSamples.read("disk", replaced(exit(), "/data/" + part, null));

        assertThat((ProcessExited) event.fact()).hasFieldOrPropertyWithValue(part, null);
    }

    @Test
    void aMissingListIsEmptySoThatListsCanBeAddedLater() throws Exception {
        byte[] bytes = replaced(exit(), "/data/lastLines", null);

        HostEvent event = (HostEvent) WireSamples.read("process.exited", bytes);

        assertThat(((ProcessExited) event.fact()).lastLines()).isEmpty();
    }

    @Test
    void aNestedPartIsRequiredToo() throws IOException {
        byte[] incident = WireSamples.write(Samples.incident());

        for (String part : List.of("/times/opened", "/findings/0/cause", "/restarts/0/number")) {
            assertThatThrownBy(() -> WireSamples.read("incident", replaced(incident, part, null)))
                    .as(part)
                    .isInstanceOf(Unreadable.class);
        }
    }

    @Test
    void halfACharacterIsReplacedAndHarmsNothing() throws Exception {
        byte[] bytes = replaced(exit(), "/data/command", JSON.readTree("\"a\\ud800b\""));

        byte[] again = WireSamples.write(WireSamples.read("process.exited", bytes));

        assertThat(JSON.readTree(again).at("/data/command").asText()).isEqualTo("a?b");
    }

    @Test
    void nestingUpTo64IsReadAndMoreIsRefused() throws Unreadable {
        assertThat(WireSamples.read("nest", nested(60))).isInstanceOf(HostEvent.class);
        assertThatThrownBy(() -> WireSamples.read("nest", nested(100_000)))
                .isInstanceOf(Unreadable.class);
    }

    @Test
    void textUpTo4MiBIsReadAndMoreIsRefused() throws Unreadable {
        assertThat(WireSamples.read("long", text(4 << 20))).isInstanceOf(HostEvent.class);
        assertThatThrownBy(() -> WireSamples.read("long", text((4 << 20) + 1)))
                .isInstanceOf(Unreadable.class);
    }

    @Test
    void bytesThatAreNoTextAreRefused() {
        for (byte[] bytes :
                List.of(
                        new byte[] {},
                        new byte[] {0},
                        new byte[] {(byte) 0xc3, 0x28},
                        new byte[9])) {
            assertThatThrownBy(() -> WireSamples.read("disk", bytes))
                    .isInstanceOf(Unreadable.class);
        }
    }

    @Test
    void whatIsCutShortAnywhereIsRefused() {
        byte[] whole = exit();
        for (int length = 0; length < whole.length; length += 7) {
            byte[] cut = java.util.Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> WireSamples.read("process.exited", cut))
                    .isInstanceOf(Unreadable.class);
        }
    }

    private static byte[] exit() {
        return WireSamples.write(Samples.event(Samples.exit()));
    }

    private static byte[] nested(int depth) {
        return event("[".repeat(depth) + "]".repeat(depth));
    }

    private static byte[] text(int length) {
        return event("\"" + "x".repeat(length) + "\"");
    }

    private static byte[] event(String data) {
        return ("{\"type\":\"new.thing\",\"id\":\"e\",\"time\":\"2026-11-01T12:00:00Z\","
                        + "\"host\":\"web-1\",\"run\":\"r\",\"seq\":1,\"data\":"
                        + data
                        + "}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> pointers(String at, JsonNode node) {
        List<String> all = new ArrayList<>();
        node.properties()
                .forEach(p -> {
                    all.add(at + "/" + p.getKey());
                    all.addAll(pointers(at + "/" + p.getKey(), p.getValue()));
                });
        if (node instanceof ArrayNode items) {
            for (int i = 0; i < items.size(); i++) {
                all.add(at + "/" + i);
                all.addAll(pointers(at + "/" + i, items.get(i)));
            }
        }
        return all;
    }

    private static byte[] replaced(
            byte[] json, String pointer, @org.jspecify.annotations.Nullable JsonNode by)
            throws IOException {
        JsonNode tree = JSON.readTree(json);
        int last = pointer.lastIndexOf('/');
        String name = pointer.substring(last + 1);
        JsonNode parent = tree.at(pointer.substring(0, last));
        if (parent instanceof ObjectNode object) {
            if (by == null) {
                object.remove(name);
            } else {
                object.set(name, by);
            }
        } else if (parent instanceof ArrayNode array) {
            array.set(Integer.parseInt(name), by == null ? JSON.nullNode() : by);
        }
        return JSON.writeValueAsBytes(tree);
    }
}

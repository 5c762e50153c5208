package dev.varde.events.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every type ever released has a file that is read for ever. A file is never changed: a new shape
/// of a type gets a new file, `<type>.v2.json`, beside the old one.
class GoldenFilesTest {
    private static final String FOLDER = "events/src/test/resources/golden/";
    private static final ObjectMapper JSON = new ObjectMapper();

    static Stream<String> types() {
        return Types.all().keySet().stream().sorted();
    }

    static Stream<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(Committed.path(FOLDER))) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void everyPinnedTypeHasAGoldenFile(String type) throws IOException {
        Object sample = WireSamples.of(type);
        if (Boolean.getBoolean("varde.update") && Files.notExists(file(type))) {
            Files.createDirectories(file(type).getParent());
            Files.writeString(file(type), tree(WireSamples.write(sample)).toPrettyString() + "\n");
        }

        assertThat(file(type))
                .as("no golden file of %s; mvn -pl events test -Dvarde.update=true makes it", type)
                .exists();
    }

    @ParameterizedTest
    @MethodSource("types")
    void aGoldenFileIsReadAsItsSample(String type) throws Exception {
        byte[] golden = Files.readAllBytes(file(type));

        assertThat(WireSamples.read(type, golden)).isEqualTo(WireSamples.of(type));
    }

    @ParameterizedTest
    @MethodSource("types")
    void aSampleIsWrittenAsItsGoldenFile(String type) throws Exception {
        byte[] golden = Files.readAllBytes(file(type));

        assertThat(tree(WireSamples.write(WireSamples.of(type)))).isEqualTo(tree(golden));
    }

    @ParameterizedTest
    @MethodSource("files")
    void whatWasEverReleasedIsStillRead(Path file) throws Exception {
        String type = file.getFileName().toString().replaceFirst("\\.v\\d+\\.json$", "");

        Object value = WireSamples.read(type, Files.readAllBytes(file));

        assertThat(tree(WireSamples.write(value)).path("type").asText()).isEqualTo(type);
        assertThat(value.toString()).doesNotContain("Unknown[");
    }

    @Test
    void noTypeWasEverTakenAway() throws IOException {
        List<String> released =
                files().map(f -> f.getFileName().toString().replaceFirst("\\.v\\d+\\.json$", ""))
                        .toList();

        assertThat(Types.all().keySet())
                .as("a name on the wire never goes; put it back into Types")
                .containsAll(released);
    }

    private static Path file(String type) {
        return Committed.path(FOLDER + type + ".v1.json");
    }

    private static JsonNode tree(byte[] bytes) throws IOException {
        return JSON.readTree(bytes);
    }
}

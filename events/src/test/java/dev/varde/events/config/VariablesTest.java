package dev.varde.events.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VariablesTest {
    @TempDir private Path folder;
    private final List<String> wrong = new ArrayList<>();

    private Optional<String> expand(String text) {
        return new Variables(
                        folder.resolve("varde.yaml"),
                        Map.of("A", "1", "_B2", "two", "EVIL", "${A}$1\\1$${x", "EMPTY", ""))
                .expand(text, (what, _) -> wrong.add(what));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "plain~plain",
                "${A}~1",
                "a${A}b${_B2}c~a1btwoc",
                "${A}${A}~11",
                "$A~$A",
                "$~$",
                "$$~$$",
                "$$A~$$A",
                "{A}~{A}",
                "$${A}~${A}",
                "$$${A}~$${A}",
                "price: 5$ {A}~price: 5$ {A}"
            })
    void referencesAreReplacedAndTheRestStays(String text, String expanded) {
        assertThat(expand(text)).contains(expanded);
        assertThat(wrong).isEmpty();
    }

    @Test
    void whatIsPutInIsNotLookedAtAgain() {
        assertThat(expand("x${EVIL}y")).contains("x${A}$1\\1$${xy");
    }

    @ParameterizedTest
    @ValueSource(strings = {"${", "${A", "x${A}${", "a ${ b"})
    void anOpenBracketIsSaid(String text) {
        assertThat(expand(text)).isEmpty();
        assertThat(wrong).containsExactly("'${' without '}'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"${}", "${ A}", "${A }", "${1A}", "${A-B}", "${A:-x}", "${æ}", "${a.b}"})
    void whatIsNoNameIsSaidWithoutRepeatingIt(String text) {
        assertThat(expand(text)).isEmpty();
        assertThat(wrong).containsExactly("'${…}' holds no name of a variable");
    }

    @Test
    void everyUnsetVariableIsNamedAtOnce() {
        assertThat(expand("${X1} ${A} ${X2} ${EMPTY}")).isEmpty();
        assertThat(wrong)
                .containsExactly(
                        "the environment has no X1",
                        "the environment has no X2",
                        "the environment has no EMPTY: the variable is empty");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "secret~secret",
                "secret\\n~secret",
                "secret\\r\\n~secret",
                "a\\nb\\n\\n~a\\nb\\n"
            })
    void aFileIsReadWithoutItsLastLineEnd(String held, String read) throws IOException {
        Files.writeString(folder.resolve("s"), lines(held));
        assertThat(expand("${file:s}")).contains(lines(read));
        assertThat(expand("${file:" + folder.resolve("s") + "}")).contains(lines(read));
    }

    private static String lines(String text) {
        return text.replace("\\n", "\n").replace("\\r", "\r");
    }

    @Test
    void aFileOfTheMostBytesIsReadAndOneMoreIsTooMany() throws IOException {
        Files.writeString(folder.resolve("most"), "x".repeat(64 << 10));
        Files.writeString(folder.resolve("more"), "x".repeat((64 << 10) + 1));
        assertThat(expand("${file:most}")).contains("x".repeat(64 << 10));
        assertThat(expand("${file:more}")).isEmpty();
        assertThat(wrong).containsExactly("the file more is larger than 64 KiB");
    }

    @Test
    void aFileThatNeverEndsIsTooLarge() {
        org.junit.jupiter.api.Assumptions.assumeTrue(
                Files.isReadable(Path.of("/dev/zero")), "left out: no /dev/zero here");
        assertThat(expand("${file:/dev/zero}")).isEmpty();
        assertThat(wrong).containsExactly("the file /dev/zero is larger than 64 KiB");
    }

    @Test
    void aFileThatIsNoTextOrNoFileIsSaid() throws IOException {
        Files.write(folder.resolve("binary"), new byte[] {(byte) 0xc3, 0x28});
        Files.createDirectory(folder.resolve("directory"));
        for (String name : List.of("binary", "directory", "missing", "", "nul\u0000")) {
            wrong.clear();
            assertThat(expand("${file:" + name + "}")).isEmpty();
            assertThat(wrong).containsExactly("the file " + name + " cannot be read");
        }
    }

    @Test
    void whereNothingIsNeededNothingIsLookedUpButMistakesAreSaid() {
        assertThat(Variables.plain("a $${b}", this::said)).contains("a ${b}");
        assertThat(Variables.plain("${A}", this::said)).isEmpty();
        assertThat(Variables.plain("${file:/dev/zero}", this::said)).isEmpty();
        assertThat(wrong).isEmpty();
        assertThat(Variables.plain("${A} ${-}", this::said)).isEmpty();
        assertThat(Variables.plain("${A", this::said)).isEmpty();
        assertThat(wrong).containsExactly("'${…}' holds no name of a variable", "'${' without '}'");
    }

    private void said(String what, String remedy) {
        assertThat(remedy).isNotBlank();
        wrong.add(what);
    }
}

package dev.varde.events.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varde.events.config.Configuration.Redaction;
import dev.varde.events.config.InvalidConfiguration.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedactionReaderTest {
    @TempDir private Path directory;

    private Redaction read(String text) throws IOException, InvalidConfiguration {
        Path file = directory.resolve("varde.yaml");
        Files.writeString(file, text);
        return ConfigurationReader.read(file, Map.of()).redaction();
    }

    private List<Problem> problems(String text) {
        try {
            read(text);
            return List.of();
        } catch (InvalidConfiguration e) {
            return e.problems();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void withoutAWordIdentityNumbersAndCardsAreHidden() throws Exception {
        assertThat(read("host: {name: web-1}")).isEqualTo(Redaction.STANDARD);
        assertThat(read("redact: {cards: true, national-ids: norwegian}"))
                .isEqualTo(Redaction.STANDARD);
        assertThat(Redaction.STANDARD.nationalIds()).isTrue();
        assertThat(Redaction.STANDARD.cards()).isTrue();
    }

    @Test
    void patternsAndWhatIsKeptAreRead() throws Exception {
        Redaction read =
                read(
                        """
                        redact:
                          patterns:
                            - {name: customer, regex: 'kunde-(\\d+)'}
                            - {name: case, regex: '(?i)sak \\d{4}'}
                          keep: ['4111 1111 1111 1111', 'sk_test_.*']
                          national-ids: none
                          cards: false
                        """);
        assertThat(read.patterns()).extracting(p -> p.name()).containsExactly("customer", "case");
        assertThat(read.patterns().getFirst().pattern()).hasToString("kunde-(\\d+)");
        assertThat(read.keep()).extracting(Object::toString).contains("sk_test_.*");
        assertThat(read.nationalIds()).isFalse();
        assertThat(read.cards()).isFalse();
    }

    @Test
    void everyProblemIsSaidWithItsLineAndWhatToWrite() {
        List<Problem> problems =
                problems(
                        """
                        redact:
                          patterns:
                            - {name: back, regex: '(a)\\1'}
                            - {name: 'no name', regex: 'a'}
                            - {regex: 'a', name: x, flags: i}
                            - {name: y}
                          keep: ['(?<=a)b']
                          national-ids: swedish
                          cards: maybe
                        """);
        assertThat(problems).extracting(Problem::line).containsExactly(3, 4, 5, 6, 7, 8, 9);
        assertThat(problems.getFirst().what()).contains("cannot be used");
        assertThat(problems.getFirst().remedy()).contains("RE2");
        assertThat(problems.get(5).remedy()).contains("norwegian or none");
    }

    @Test
    void moreThanThirtyTwoPatternsAreTooMany() {
        String patterns =
                IntStream.range(0, 33)
                        .mapToObj(i -> "{name: p" + i + ", regex: 'a'}")
                        .collect(Collectors.joining(", "));
        assertThat(problems("redact: {patterns: [" + patterns + "]}"))
                .singleElement()
                .satisfies(p -> assertThat(p.what()).contains("more than 32"));
    }

    @Test
    void aPatternThatWouldNeedAllMemoryIsAProblemAndNothingElse() {
        assertThatThrownBy(() -> read("redact: {keep: ['((a{1000}){1000}){1000}']}"))
                .isInstanceOf(InvalidConfiguration.class);
    }
}

package dev.varde.notifier.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.config.Configuration.Template;
import dev.varde.events.config.InvalidConfiguration.Problem;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RehearsalTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{m.headline}",
                "{#if m.links}{m.links.acknowledge}{/if}",
                "{#if m.curve}{m.curve.highest}{/if}",
                "{#for i in m.incidents}{i.headline}{/for}"
            })
    void whatHoldsForEveryMessageIsFine(String text) {
        assertThat(problem(text, Form.TEXT)).isEmpty();
    }

    @Test
    void whatIsOnlyWrongInOneKindOfMessageIsFound() {
        assertThat(problem("{#if m.tag == 'gave up'}\n{m.oh}{/if}", Form.TEXT))
                .hasValueSatisfying(p -> {
                    assertThat(p.line()).isEqualTo(2);
                    assertThat(p.file()).isEqualTo(Path.of("/etc/varde/own"));
                    assertThat(p.key()).isEqualTo("mail.templates.text");
                    assertThat(p.what()).contains("'oh' is not known here; known: type");
                });
        assertThat(problem("{#if m.digest}{m.oh}{/if}", Form.TEXT)).isPresent();
        assertThat(problem("{#if m.type == 'test'}{m.oh}{/if}", Form.TEXT)).isPresent();
    }

    @Test
    void whatIsNotThereWithoutAPageIsFound() {
        assertThat(problem("{m.links.open}", Form.TEXT)).isPresent();
    }

    @Test
    void jsonHasToBeJson() {
        assertThat(problem("{\"text\": \"{m.headline}\"}", Form.JSON)).isEmpty();
        assertThat(problem("{\"text\": {m.headline}}", Form.JSON))
                .hasValueSatisfying(p -> assertThat(p.what()).contains("is not JSON"));
    }

    private static Optional<Problem> problem(String text, Form form) {
        return Rehearsal.problem(
                new Template(Path.of("/etc/varde/own"), text), form, "mail.templates.text");
    }
}

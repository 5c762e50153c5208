package dev.varde.notifier.template;

import static dev.varde.notifier.Cast.incident;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varde.events.DeliveryId;
import dev.varde.events.config.Configuration;
import dev.varde.notifier.delivery.Message;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class MessageTemplateTest {
    private static final MessageView VIEW = view("<b>&\"\\ {m.host}");

    private static MessageView view(String summary) {
        return MessageView.of(
                new Message(
                        new DeliveryId("d"),
                        "ops",
                        "incident.opened",
                        incident("i").summary(summary).build()),
                "https://varde.example.com");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{m.host}|web-1",
                "{#if m.service}{m.service}{#else}host{/if}|kontali-backend",
                "{#for a in m.advice}{a.title};{/for}|Give the host swap;",
                "{#each m.facts}{#if it_count < 3}{it.name},{/if}{/each}|Cause,State,",
                "{#let h=m.host}{h}{/let}|web-1",
                "{#when m.state}{#is 'open'}down{#else}up{/when}|down",
                "{m.evidence.size}|1",
                "{m.links.open}|https://varde.example.com/incidents/i",
                "{m.service ?: 'none'}|kontali-backend",
                "{#if m.severity == 'critical' && m.occurrences > 0}!{/if}|!"
            })
    void whatATemplateCanSay(String template, String text) {
        assertThat(made(template, Form.TEXT)).isEqualTo(text);
    }

    @Test
    void valuesAreEscapedForWhatIsMade() {
        assertThat(made("{m.headline}", Form.TEXT)).endsWith("<b>&\"\\ {m.host}");
        assertThat(made("{m.headline}", Form.HTML)).endsWith("&lt;b&gt;&amp;&quot;\\ {m.host}");
        assertThat(made("\"{m.headline}\"", Form.JSON)).endsWith("<b>&\\\"\\\\ {m.host}\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{m.whoo}|'whoo' is not known here; known: type, receiver, subject,",
                "{#for a in m.advice}{a.titel}{/for}|'titel' is not known here; known: title, why, commands",
                "{m.getClass}|'getClass' is not known here",
                "{m.class.name}|'class' is not known here",
                "{m.host.toUpperCase}|toUpperCase",
                "{m.host.getBytes()}|getBytes",
                "{m.headline.raw}|raw",
                "{m.headline.safe}|safe",
                "{other}|other",
                "{#for i in 100000000}x{/for}|only lists can be gone through",
                "{#for i in m.occurrences}x{/for}|only lists can be gone through"
            })
    void whatATemplateCannotReach(String template, String reason) {
        assertThat(render(template, Form.HTML))
                .isInstanceOfSatisfying(
                        Rendering.Failed.class, f -> assertThat(f.reason()).contains(reason));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{#include /etc/passwd /}",
                "{#eval m.headline /}",
                "{#if m.host}",
                "{#insert}{/}",
                "{inject:bean}",
                "{m.host"
            })
    void whatIsNoTemplate(String template) {
        assertThat(failure(template)).isNotEmpty();
    }

    @Test
    void aFailureSaysItsLine() {
        assertThat(render("one\ntwo\n{m.whoo}", Form.TEXT))
                .isInstanceOfSatisfying(
                        Rendering.Failed.class, f -> assertThat(f.line()).isEqualTo(3));
        assertThatThrownBy(() -> own("one\n{#iff}{/iff}", Form.TEXT))
                .isInstanceOfSatisfying(BadTemplate.class, e -> assertThat(e.line()).isEqualTo(2));
    }

    @Test
    void loopsWithinLoopsEnd() {
        String loops = "{#for a in m.facts}".repeat(9) + "{m.headline}" + "{/for}".repeat(9);

        assertThat(render(loops, Form.TEXT))
                .isInstanceOfSatisfying(
                        Rendering.Failed.class,
                        f -> assertThat(f.reason()).contains("loops go round too often"));
    }

    @Test
    void aLongTemplateLoopsLessOften() {
        String loops = "{#for a in m.facts}{#for b in m.facts}{#for c in m.facts}";
        String ends = "{/for}{/for}{/for}";

        assertThat(render(loops + "x".repeat(20_000) + ends, Form.TEXT))
                .isInstanceOf(Rendering.Failed.class);
        assertThat(render(loops + "x" + ends, Form.TEXT)).isInstanceOf(Rendering.Text.class);
    }

    @Test
    void whatIsMadeIsBounded() {
        assertThat(render("{#for a in m.facts}" + "x".repeat(200_000) + "{/for}", Form.TEXT))
                .isInstanceOfSatisfying(
                        Rendering.Failed.class, f -> assertThat(f.reason()).contains("1 MiB"));
    }

    @Test
    void aTemplateThatIsNestedTooDeeplyIsRefused() {
        String deep = "{#if m.host}".repeat(5_000) + "{/if}".repeat(5_000);

        assertThat(failure(deep)).isNotEmpty();
    }

    private static String made(String template, Form form) {
        return switch (render(template, form)) {
            case Rendering.Text t -> t.text();
            case Rendering.Failed f -> throw new AssertionError(f.toString());
        };
    }

    private static String failure(String template) {
        return switch (render(template, Form.TEXT)) {
            case Rendering.Text _ -> "";
            case Rendering.Failed f -> f.reason();
        };
    }

    private static Rendering render(String template, Form form) {
        try {
            return own(template, form).render(VIEW);
        } catch (BadTemplate e) {
            return new Rendering.Failed(e.line(), e.reason());
        }
    }

    private static MessageTemplate own(String text, Form form) throws BadTemplate {
        return MessageTemplate.own(
                new Configuration.Template(Path.of("/etc/varde/own.txt"), text), form);
    }
}

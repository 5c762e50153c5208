package dev.varde.notifier.webhook.body;

import static dev.varde.notifier.Cast.incident;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.varde.events.Incident;
import dev.varde.events.config.Configuration.Template;
import dev.varde.notifier.delivery.Deliveries;
import dev.varde.notifier.delivery.Message;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateBodyTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Links LINKS = new Links("https://varde.example.com");

    @Test
    void theBodyIsWhatTheTemplateMakes() throws IOException {
        String template = "{\"who\": \"{m.who}\", \"page\": \"{m.links.open}\"}";

        JsonNode body = body(template, incident("i").build());

        assertThat(body.size()).isEqualTo(2);
        assertThat(body.get("who").asText()).isEqualTo("kontali-backend on web-1");
        assertThat(body.get("page").asText()).isEqualTo("https://varde.example.com/incidents/i");
    }

    @Test
    void nothingFromOutsideLeavesItsString() throws IOException {
        Incident hostile = incident("i").summary("\", \"admin\": true, \\ {m.id}").build();

        JsonNode body = body("{\"text\": \"{m.headline}\"}", hostile);

        assertThat(body.size()).isEqualTo(1);
        assertThat(body.get("text").asText()).contains("\"admin\": true").contains("{m.id}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    {"text": "{m.nonsense}"}   | the template hook.json, line 1
                    {"text": {m.headline}}     | the template hook.json: it makes no JSON
                    {#if m.digest}{"a": 1}     | the template hook.json
                    {#include other}{/include} | the template hook.json
                    """)
    void whereTheTemplateFailsTheMessageGoesOutAllTheSame(String template, String said)
            throws IOException {
        JsonNode body = body(template, incident("i").build());

        assertThat(body.get("type").asText()).isEqualTo("incident.opened");
        assertThat(body.get("data").get("id").asText()).isEqualTo("i");
        assertThat(body.get("templateError").asText()).startsWith(said);
    }

    private static JsonNode body(String template, Incident incident) throws IOException {
        Message message =
                new Message(
                        Deliveries.id(incident.id(), 1, "webhook", "hook"),
                        "hook",
                        "incident.opened",
                        incident);
        Template file = new Template(Path.of("/etc/varde/hook.json"), template);
        return JSON.readTree(new TemplateBody(file, LINKS).write(message));
    }
}

package dev.varde.notifier.webhook.body;

import static dev.varde.notifier.Cast.NOON;
import static dev.varde.notifier.Cast.incident;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.varde.events.Cause;
import dev.varde.events.Incident;
import dev.varde.events.Incident.Change;
import dev.varde.events.IncidentState;
import dev.varde.events.config.Configuration.Format;
import dev.varde.events.config.Configuration.Template;
import dev.varde.events.config.Configuration.WebhookTarget;
import dev.varde.events.config.Reach;
import dev.varde.events.config.Secret;
import dev.varde.events.wire.Codec;
import dev.varde.notifier.delivery.Deliveries;
import dev.varde.notifier.delivery.Message;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BodyTest {
    private static final String TEMPLATE =
            """
            {
              "text": "{m.headline}",
              "cause": "{m.cause}",
              "incidents": [{#for i in m.incidents}"{i.headline}"{#if i_hasNext}, {/if}{/for}]
            }
            """;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HOSTILE = "<!channel> *bold* `code` & <http://x|y> \u202E\u0000";

    @Test
    void vardeIsTypeTimestampAndTheIncidentAsOnTheTopic() throws Exception {
        JsonNode body = body(Format.VARDE, "incident.opened", incident("i").build());

        assertThat(body.get("type").asText()).isEqualTo("incident.opened");
        assertThat(body.get("timestamp").asText()).isEqualTo(NOON.toString());
        byte[] data = body.get("data").toString().getBytes(StandardCharsets.UTF_8);
        assertThat(new Codec().readIncident(data)).isEqualTo(incident("i").build());
    }

    @Test
    void cloudEventsCarryTheDeliverysId() throws Exception {
        JsonNode body = body(Format.CLOUDEVENTS, "incident.gave-up", incident("i").build());

        assertThat(body.get("specversion").asText()).isEqualTo("1.0");
        assertThat(body.get("id").asText()).isEqualTo("i/1/webhook/hook");
        assertThat(body.get("type").asText()).isEqualTo("dev.varde.incident.gave-up");
        assertThat(body.get("subject").asText()).isEqualTo("kontali-backend@web-1");
        assertThat(body.get("data").get("cause").asText()).isEqualTo("oom-kill");
        assertThat(body(Format.CLOUDEVENTS).contentType())
                .startsWith("application/cloudevents+json");
    }

    @Test
    void anAlertIsFiringUntilItIsResolved() throws Exception {
        JsonNode firing = body(Format.ALERTMANAGER, "incident.opened", incident("i").build());
        JsonNode resolved = body(Format.ALERTMANAGER, "incident.resolved", resolved().build());

        assertThat(firing.get("version").asText()).isEqualTo("4");
        assertThat(firing.get("status").asText()).isEqualTo("firing");
        assertThat(alert(firing).get("endsAt").asText()).isEqualTo("0001-01-01T00:00:00Z");
        assertThat(resolved.get("status").asText()).isEqualTo("resolved");
        assertThat(alert(resolved).get("endsAt").asText())
                .isEqualTo(NOON.plusSeconds(40).toString());
    }

    @Test
    void anAlertIsTheSameAlertWhenItsCauseIsRevised() throws Exception {
        JsonNode first = body(Format.ALERTMANAGER, "incident.opened", incident("i").build());
        JsonNode last =
                body(
                        Format.ALERTMANAGER,
                        "incident.resolved",
                        resolved().cause(Cause.MEMORY_LIMIT).summary("other").build());

        assertThat(alert(first).get("labels")).isEqualTo(alert(last).get("labels"));
        assertThat(alert(first).get("fingerprint")).isEqualTo(alert(last).get("fingerprint"));
        assertThat(alert(first).get("fingerprint").asText()).matches("[0-9a-f]{16}");
        assertThat(alert(last).get("annotations").get("cause").asText()).isEqualTo("memory-limit");
    }

    @Test
    void otherIncidentsAreOtherAlerts() throws Exception {
        JsonNode one = body(Format.ALERTMANAGER, "incident.opened", incident("i").build());
        JsonNode other = body(Format.ALERTMANAGER, "incident.opened", incident("j").build());

        assertThat(alert(one).get("fingerprint")).isNotEqualTo(alert(other).get("fingerprint"));
        assertThat(one.get("groupKey")).isNotEqualTo(other.get("groupKey"));
    }

    @Test
    void slackInterpretsNothingThatComesFromOutside() throws Exception {
        Incident hostile = incident("i").summary(HOSTILE).evidence(HOSTILE, "```\n*b*").build();

        JsonNode body = body(Format.SLACK, "incident.opened", hostile);

        assertThat(body.get("text").asText())
                .doesNotContain("<", ">", "*b", "`", "\u202E", "\u0000")
                .contains("&lt;!channel&gt;");
        for (JsonNode block : body.get("attachments").get(0).get("blocks")) {
            JsonNode text = block.get("text");
            boolean ours = text.get("text").asText().startsWith("<https://varde.example.com/");
            if (text.get("type").asText().equals("mrkdwn") && !ours) {
                String inside = text.get("text").asText().replaceAll("^```\n|\n```$", "");
                assertThat(inside).doesNotContain("<", ">", "`").contains("&lt;!channel&gt;");
            }
        }
    }

    @Test
    void slackTextsStayWithinItsLimits() throws Exception {
        String[] evidence = new String[50];
        java.util.Arrays.fill(evidence, "<&>".repeat(2_000));
        Incident huge = incident("i").summary("<".repeat(10_000)).evidence(evidence).build();

        JsonNode body = body(Format.SLACK, "incident.opened", huge);

        for (JsonNode block : body.get("attachments").get(0).get("blocks")) {
            assertThat(block.get("text").get("text").asText()).hasSizeBetween(1, 3_000);
        }
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void everyFormatIsJsonWhateverTheIncidentSays(Format format) throws Exception {
        Incident hostile =
                incident("\"}{\\")
                        .summary("\"\\\u0000\uD83D")
                        .evidence("\"")
                        .labels(java.util.Map.of("\"", "\\"))
                        .build();

        assertThat(body(format, "incident.opened", hostile).isObject()).isTrue();
    }

    private static dev.varde.notifier.Cast.IncidentBuilder resolved() {
        return incident("i").revision(3, Change.RESOLVED, IncidentState.RESOLVED);
    }

    private static JsonNode alert(JsonNode body) {
        return body.get("alerts").get(0);
    }

    private static JsonNode body(Format format, String type, Incident incident) throws IOException {
        return JSON.readTree(body(format).write(message(type, incident)));
    }

    private static Message message(String type, Incident incident) {
        return new Message(
                Deliveries.id(incident.id(), 1, "webhook", "hook"), "hook", type, incident);
    }

    private static Body body(Format format) {
        return Body.of(
                new WebhookTarget(
                        new Secret("http://localhost/"),
                        List.of(),
                        format,
                        Reach.PUBLIC,
                        java.util.Map.of(),
                        new Secret("R".repeat(32)),
                        new Template(Path.of("hook.json"), TEMPLATE)),
                new Links("https://varde.example.com"));
    }
}

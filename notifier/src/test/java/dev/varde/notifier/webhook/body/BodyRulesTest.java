package dev.varde.notifier.webhook.body;

import static dev.varde.notifier.Cast.NOON;
import static dev.varde.notifier.Cast.incident;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.varde.events.Incident;
import dev.varde.events.Incident.Change;
import dev.varde.events.IncidentState;
import dev.varde.events.Severity;
import dev.varde.events.config.Configuration.Format;
import dev.varde.events.config.Configuration.Template;
import dev.varde.events.config.Configuration.WebhookTarget;
import dev.varde.events.config.Reach;
import dev.varde.events.config.Secret;
import dev.varde.notifier.delivery.Deliveries;
import dev.varde.notifier.delivery.Message;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The rules that services have for the fields of a message, with messages of every kind.
class BodyRulesTest {
    private static final String TEMPLATE =
            """
            {
              "text": "{m.headline}",
              "cause": "{m.cause}",
              "incidents": [{#for i in m.incidents}"{i.headline}"{#if i_hasNext}, {/if}{/for}]
            }
            """;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String KEY = "R0123456789abcdefghijklmnopqrstu";
    private static final String HOSTILE =
            "<at>all</at> [x](http://evil) **b** _i_ {{DATE(2026-01-01,SHORT)}} ${x} <!here> `c`"
                    + " \u202E";

    static Stream<Arguments> messages() {
        String[] wide = new String[50];
        Arrays.fill(wide, "\u20AC<&>\"{".repeat(700));
        Incident huge =
                incident("h".repeat(200))
                        .summary("\u20AC<".repeat(5_000))
                        .evidence(wide)
                        .lastLines(wide)
                        .build();
        return Stream.of(
                Arguments.of("opened", one("incident.opened", incident("i").build())),
                Arguments.of("test", one("test", incident("i").build())),
                Arguments.of("resolved", one("incident.resolved", resolved("i"))),
                Arguments.of("acknowledged", one("incident.updated", acknowledged())),
                Arguments.of(
                        "a host's", one("incident.opened", incident("i").service(null).build())),
                Arguments.of("hostile", one("incident.opened", hostile())),
                Arguments.of("huge", one("incident.opened", huge)),
                Arguments.of("a digest", digest(7)),
                Arguments.of("a huge digest", digest(5_000)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("messages")
    void slack(String name, Message message) throws IOException {
        JsonNode body = read(Format.SLACK, message);

        assertThat(body.get("text").asText()).isNotBlank().hasSizeLessThan(4_000);
        assertThat(body.get("attachments")).hasSizeBetween(1, 20);
        JsonNode attachment = body.get("attachments").get(0);
        assertThat(attachment.get("color").asText()).matches("#[0-9a-f]{6}");
        assertThat(attachment.get("blocks")).hasSizeBetween(1, 50);
        for (JsonNode block : attachment.get("blocks")) {
            assertThat(block.get("type").asText()).isEqualTo("section");
            assertThat(block.get("text").get("type").asText()).isIn("plain_text", "mrkdwn");
            assertThat(block.get("text").get("text").asText()).hasSizeBetween(1, 3_000);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("messages")
    void teams(String name, Message message) throws IOException {
        byte[] bytes = body(Format.TEAMS).write(message);
        JsonNode card = JSON.readTree(bytes).get("attachments").get(0).get("content");

        assertThat(bytes).hasSizeLessThan(28 * 1024);
        assertThat(card.get("type").asText()).isEqualTo("AdaptiveCard");
        assertThat(card.get("version").asText()).isEqualTo("1.2");
        assertThat(card.get("body")).isNotEmpty();
        for (JsonNode element : card.get("body")) {
            // Text blocks would read markdown and mentions in what comes from outside.
            assertThat(element.get("type").asText()).isEqualTo("RichTextBlock");
            for (JsonNode run : element.get("inlines")) {
                assertThat(run.get("type").asText()).isEqualTo("TextRun");
                assertThat(run.get("text").asText()).isNotBlank().doesNotContain("{{", "${");
            }
        }
        for (JsonNode action : card.get("actions")) {
            assertThat(action.get("type").asText()).isEqualTo("Action.OpenUrl");
            assertThat(URI.create(action.get("url").asText()).getHost())
                    .isEqualTo("varde.example.com");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("messages")
    void pagerDuty(String name, Message message) throws IOException {
        byte[] bytes = body(Format.PAGERDUTY).write(message);
        JsonNode event = JSON.readTree(bytes);
        JsonNode payload = event.get("payload");

        assertThat(bytes).hasSizeLessThan(512 * 1024);
        assertThat(event.get("routing_key").asText()).isEqualTo(KEY);
        assertThat(event.get("event_action").asText()).isIn("trigger", "acknowledge", "resolve");
        assertThat(event.get("dedup_key").asText()).hasSizeBetween(1, 255);
        assertThat(payload.get("summary").asText()).hasSizeBetween(1, 1_024);
        assertThat(payload.get("source").asText()).isEqualTo("web-1");
        assertThat(payload.get("severity").asText()).isIn("critical", "warning", "info");
        assertThat(Instant.parse(payload.get("timestamp").asText())).isNotNull();
        assertThat(payload.get("class").asText()).isEqualTo("oom-kill");
        assertThat(payload.get("custom_details").isObject()).isTrue();
        for (JsonNode link : event.get("links")) {
            assertThat(link.get("text").asText()).isNotBlank();
            assertThat(URI.create(link.get("href").asText()).getScheme()).isEqualTo("https");
        }
    }

    @Test
    void pagerDutyKnowsAnIncidentByOneKeyFromItsFirstToItsLastMessage() throws IOException {
        JsonNode opened = read(Format.PAGERDUTY, one("incident.opened", incident("i").build()));
        JsonNode taken = read(Format.PAGERDUTY, one("incident.updated", acknowledged()));
        JsonNode over = read(Format.PAGERDUTY, one("incident.resolved", resolved("i")));

        assertThat(List.of(opened, taken, over))
                .extracting(e -> e.get("event_action").asText())
                .containsExactly("trigger", "acknowledge", "resolve");
        assertThat(List.of(opened, taken, over))
                .extracting(e -> e.get("dedup_key").asText())
                .containsOnly("i");
    }

    @Test
    void pagerDutysSeverityIsOurs() throws IOException {
        Incident warning = incident("i").severity(Severity.WARNING).build();

        assertThat(severity(one("incident.opened", incident("i").build()))).isEqualTo("critical");
        assertThat(severity(one("incident.warning", warning))).isEqualTo("warning");
        assertThat(severity(one("test", incident("i").build()))).isEqualTo("info");
        assertThat(severity(digest(3))).isEqualTo("critical");
    }

    @Test
    void aDigestIsOverWhenAllOfItIs() throws IOException {
        Message some = several(incident("a").build(), resolved("b"));
        Message all = several(resolved("a"), resolved("b"));

        assertThat(read(Format.PAGERDUTY, some).get("event_action").asText()).isEqualTo("trigger");
        assertThat(read(Format.PAGERDUTY, all).get("event_action").asText()).isEqualTo("resolve");
        assertThat(read(Format.ALERTMANAGER, some).get("status").asText()).isEqualTo("firing");
        assertThat(read(Format.ALERTMANAGER, all).get("status").asText()).isEqualTo("resolved");
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.EnumSource(Format.class)
    void aDigestNamesItsIncidents(Format format) throws IOException {
        String text = read(format, digest(3)).toString();

        assertThat(text).contains("service-0").contains("service-1").contains("service-2");
    }

    @Test
    void aDigestSaysHowManyItDoesNotName() throws IOException {
        assertThat(read(Format.SLACK, digest(100)).toString()).contains("and 82 more");
        assertThat(read(Format.TEAMS, digest(100)).toString()).contains("and 82 more");
        assertThat(read(Format.PAGERDUTY, digest(100)).toString()).contains("and 50 more");
        assertThat(read(Format.ALERTMANAGER, digest(500)).get("truncatedAlerts").asInt())
                .isEqualTo(300);
    }

    @Test
    void eventsOfSeveralIncidentsHoldAllOfThem() throws IOException {
        JsonNode varde = read(Format.VARDE, digest(30));
        JsonNode event = read(Format.CLOUDEVENTS, digest(30));

        assertThat(varde.get("type").asText()).isEqualTo("digest");
        assertThat(varde.get("data").get("incidents")).hasSize(30);
        assertThat(event.get("type").asText()).isEqualTo("dev.varde.digest");
        assertThat(event.get("data").get("incidents")).hasSize(30);
    }

    @Test
    void alertsOfSeveralIncidentsHaveInCommonWhatAllHave() throws IOException {
        JsonNode body = read(Format.ALERTMANAGER, digest(3));

        assertThat(body.get("alerts")).hasSize(3);
        assertThat(body.get("commonLabels").get("host").asText()).isEqualTo("web-1");
        assertThat(body.get("commonLabels").has("service")).isFalse();
        assertThat(body.get("commonLabels").has("incident")).isFalse();
    }

    @Test
    void withoutAPageNothingLeadsAnywhere() throws IOException {
        Message message = one("incident.opened", incident("i").build());

        for (Format format : new Format[] {Format.SLACK, Format.TEAMS, Format.PAGERDUTY}) {
            String text = new String(body(format, Links.NONE).write(message), UTF_8);
            assertThat(text).doesNotContain("Acknowledge", "incidents/i");
        }
    }

    @Test
    void whatIsOverCannotBeAcknowledged() throws IOException {
        assertThat(read(Format.SLACK, one("incident.resolved", resolved("i"))).toString())
                .contains("Open")
                .doesNotContain("Acknowledge");
    }

    @Test
    void theColourSaysHowBadItIs() throws IOException {
        Incident warning = incident("i").severity(Severity.WARNING).build();
        Incident mending =
                incident("i").revision(2, Change.RESTARTING, IncidentState.RESTARTING).build();

        List<String> colours = new ArrayList<>();
        for (Incident i : List.of(incident("i").build(), warning, mending, resolved("i"))) {
            JsonNode body = read(Format.SLACK, one("incident.updated", i));
            colours.add(body.get("attachments").get(0).get("color").asText());
        }

        assertThat(colours).doesNotHaveDuplicates().hasSize(4);
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.EnumSource(Format.class)
    void theSameMessageIsTheSameBytes(Format format) {
        Message message = one("incident.opened", hostile());

        assertThat(body(format).write(message)).isEqualTo(body(format).write(message));
    }

    private static String severity(Message message) throws IOException {
        return read(Format.PAGERDUTY, message).get("payload").get("severity").asText();
    }

    private static Incident resolved(String id) {
        return incident(id).revision(3, Change.RESOLVED, IncidentState.RESOLVED).build();
    }

    private static Incident acknowledged() {
        return incident("i")
                .revision(2, Change.UPDATED, IncidentState.OPEN)
                .acknowledged("mine")
                .build();
    }

    private static Incident hostile() {
        return incident(HOSTILE)
                .summary(HOSTILE)
                .evidence(HOSTILE)
                .lastLines(HOSTILE)
                .acknowledged(HOSTILE)
                .build();
    }

    private static Message one(String type, Incident incident) {
        return new Message(
                Deliveries.id(incident.id(), 1, "webhook", "hook"), "hook", type, incident);
    }

    private static Message digest(int incidents) {
        return several(
                IntStream.range(0, incidents)
                        .mapToObj(n ->
                                incident("i" + n)
                                        .service(new dev.varde.events.ServiceName("service-" + n))
                                        .summary("service-" + n + " on web-1 was killed")
                                        .at(NOON.plusSeconds(n))
                                        .build())
                        .toArray(Incident[]::new));
    }

    private static Message several(Incident... incidents) {
        return new Message(
                Deliveries.id(incidents[0].id(), 1, "webhook", "hook"),
                "hook",
                Message.DIGEST,
                incidents.length + " incidents",
                List.of(incidents));
    }

    private static JsonNode read(Format format, Message message) throws IOException {
        return JSON.readTree(body(format).write(message));
    }

    private static Body body(Format format) {
        return body(format, new Links("https://varde.example.com"));
    }

    private static Body body(Format format, Links links) {
        return Body.of(
                new WebhookTarget(
                        new Secret("http://localhost/"),
                        List.of(),
                        format,
                        Reach.PUBLIC,
                        Map.of(),
                        new Secret(KEY),
                        new Template(Path.of("hook.json"), TEMPLATE)),
                links);
    }
}

package dev.varde.notifier.webhook;

import static dev.varde.notifier.Cast.NOON;
import static dev.varde.notifier.Cast.incident;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import dev.varde.events.Incident;
import dev.varde.events.Incident.Change;
import dev.varde.events.IncidentState;
import dev.varde.events.config.Configuration.Format;
import dev.varde.events.config.Reach;
import dev.varde.notifier.TcpServer;
import dev.varde.notifier.unruly.Manner;
import dev.varde.notifier.unruly.UnrulyReceiver;
import dev.varde.notifier.webhook.body.Links;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Our body beside what a real Alertmanager sends to the same receiver.
class AlertmanagerLikenessTest {
    private static final Path PROGRAM = Path.of("/usr/bin/prometheus-alertmanager");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir Path folder;

    @Test
    void theBodyHasTheFieldsOfARealAlertmanagersAndTheSameTypes() throws Exception {
        assumeThat(PROGRAM)
                .withFailMessage("left out: %s is not installed", PROGRAM)
                .isExecutable();
        try (UnrulyReceiver receiver = UnrulyReceiver.always(Manner.TAKES)) {
            JsonNode theirs = theirs(receiver);
            JsonNode firing = ours(receiver, incident("i").build());
            JsonNode resolved =
                    ours(
                            receiver,
                            incident("i")
                                    .revision(3, Change.RESOLVED, IncidentState.RESOLVED)
                                    .build());

            Map<String, JsonNodeType> newer = Map.of("notification_reason", JsonNodeType.STRING);
            Map<String, JsonNodeType> expected = types(theirs);
            expected.putAll(newer);
            assertThat(types(firing)).isEqualTo(expected);
            assertThat(types(resolved)).isEqualTo(expected);
            assertThat(types(firing.get("alerts").get(0)))
                    .isEqualTo(types(theirs.get("alerts").get(0)));
            assertThat(types(resolved.get("alerts").get(0)))
                    .isEqualTo(types(theirs.get("alerts").get(0)));
            assertThat(firing.get("version")).isEqualTo(theirs.get("version"));
            assertThat(firing.get("status")).isEqualTo(theirs.get("status"));
            assertThat(firing.get("alerts").get(0).get("endsAt"))
                    .isEqualTo(theirs.get("alerts").get(0).get("endsAt"));
            assertThat(Instant.parse(text(resolved, "endsAt")))
                    .isAfter(Instant.parse(text(resolved, "startsAt")));
        }
    }

    @Test
    void theFingerprintIsTheOneThatAlertmanagerComputesForTheSameLabels() throws Exception {
        assumeThat(PROGRAM)
                .withFailMessage("left out: %s is not installed", PROGRAM)
                .isExecutable();
        try (UnrulyReceiver receiver = UnrulyReceiver.always(Manner.TAKES)) {
            JsonNode ours = ours(receiver, incident("i").build()).get("alerts").get(0);
            int before = receiver.got().size();
            JsonNode theirs = sentBy(receiver, ours.get("labels"), before).get("alerts").get(0);

            assertThat(theirs.get("labels")).isEqualTo(ours.get("labels"));
            assertThat(ours.get("fingerprint")).isEqualTo(theirs.get("fingerprint"));
        }
    }

    private JsonNode theirs(UnrulyReceiver receiver) throws Exception {
        return sentBy(receiver, JSON.readTree("{\"alertname\":\"X\",\"host\":\"web-1\"}"), 0);
    }

    private JsonNode sentBy(UnrulyReceiver receiver, JsonNode labels, int before) throws Exception {
        int port = TcpServer.closedPort();
        Process process = start(receiver, port);
        try (HttpClient client = HttpClient.newHttpClient()) {
            String alert = "[{\"labels\":" + labels + ",\"annotations\":{\"summary\":\"s\"}}]";
            URI api = URI.create("http://127.0.0.1:" + port + "/api/v2/alerts");
            await().atMost(Duration.ofSeconds(30))
                    .ignoreException(IOException.class)
                    .until(() -> post(client, api, alert) == 200);
            await().atMost(Duration.ofSeconds(30)).until(() -> receiver.got().size() > before);
            return JSON.readTree(receiver.got().get(before).text());
        } finally {
            process.destroy();
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
    }

    private Process start(UnrulyReceiver receiver, int port) throws IOException {
        Path configuration = folder.resolve("alertmanager.yml");
        Files.writeString(
                configuration,
                """
                route: {receiver: hook, group_by: [alertname], group_wait: 0s}
                receivers:
                - name: hook
                  webhook_configs: [{url: 'http://127.0.0.1:%d/hook'}]
                """
                        .formatted(receiver.port()));
        return new ProcessBuilder(
                        PROGRAM.toString(),
                        "--config.file=" + configuration,
                        "--storage.path=" + folder.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port,
                        "--cluster.listen-address=")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("alertmanager.log").toFile())
                .start();
    }

    private static int post(HttpClient client, URI api, String alert)
            throws IOException, InterruptedException {
        return client.send(
                        HttpRequest.newBuilder(api)
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(alert))
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private static JsonNode ours(UnrulyReceiver receiver, Incident incident) throws IOException {
        String url = "http://127.0.0.1:" + receiver.port() + "/hook";
        try (Caller caller = Caller.open()) {
            new WebhookChannel(
                            caller,
                            Hooks.target(url, Format.ALERTMANAGER, Reach.INSIDE),
                            new Links("https://varde.example.com"))
                    .send(Hooks.message("incident." + incident.change(), incident), NOON);
        }
        return JSON.readTree(receiver.got().getLast().text());
    }

    private static String text(JsonNode body, String field) {
        return body.get("alerts").get(0).get(field).asText();
    }

    private static Map<String, JsonNodeType> types(JsonNode node) {
        Map<String, JsonNodeType> types = new TreeMap<>();
        for (String name : (Iterable<String>) node::fieldNames) {
            types.put(name, node.get(name).getNodeType());
        }
        return types;
    }
}

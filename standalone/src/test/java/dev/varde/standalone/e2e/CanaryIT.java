package dev.varde.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.standalone.broker.EmbeddedBroker;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The canary goes the whole way between programs of their own; without a processor it is missed.
class CanaryIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir static Path directory;
    private Path configuration = directory;

    @Test
    void itsTimeIsPublishedAndItsAbsenceIsToldAndItsReturnToo() throws Exception {
        try (World world = new World(directory);
                EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("broker"))) {
            world.backend("quiet");
            configuration = world.configuration(broker.bootstrapServers());
            Files.writeString(
                    configuration, "canary: 10s\nfallback: hook\n", StandardOpenOption.APPEND);
            try (VardeProcess notifier = program("notifier", 1).ready();
                    VardeProcess console = program("console", 1, "--port", "0").ready()) {
                try (VardeProcess _ = program("processor", 1).ready()) {
                    awaitMetric(console, "varde_canary_last_seconds ");
                    awaitMetric(console, "varde_canary_late 0");
                }
                world.hooks.await(
                        "the loss",
                        h -> h.cause().equals("canary-lost") && h.type().equals("incident.opened"),
                        PATIENCE);
                awaitMetric(console, "varde_canary_late 1");
                try (VardeProcess _ = program("processor", 2).ready()) {
                    world.hooks.await(
                            "the return",
                            h ->
                                    h.cause().equals("canary-lost")
                                            && h.type().equals("incident.resolved"),
                            PATIENCE);
                    awaitMetric(console, "varde_canary_late 0");
                }
                assertThat(world.hooks.all())
                        .as(world.hooks.summary())
                        .allMatch(h -> h.cause().equals("canary-lost"))
                        .hasSize(2);
                assertThat(notifier.alive()).isTrue();
            }
        }
    }

    private static void awaitMetric(VardeProcess console, String line) {
        URI uri = URI.create(console.url()).resolve("/q/metrics");
        try (HttpClient client = HttpClient.newHttpClient()) {
            Awaitility.await(line)
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(500))
                    .until(() ->
                            client.send(
                                            HttpRequest.newBuilder(uri).build(),
                                            HttpResponse.BodyHandlers.ofString())
                                    .body()
                                    .contains(line));
        }
    }

    private VardeProcess program(String part, int run, String... more) throws Exception {
        String[] arguments = {
            part,
            "-c",
            configuration.toString(),
            "--data",
            directory.resolve("data-" + part).toString()
        };
        String[] all = java.util.Arrays.copyOf(arguments, arguments.length + more.length);
        System.arraycopy(more, 0, all, arguments.length, more.length);
        return VardeProcess.start(directory.resolve(part + "-" + run + ".out"), all);
    }
}

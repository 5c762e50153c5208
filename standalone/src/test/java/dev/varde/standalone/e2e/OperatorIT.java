package dev.varde.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// The commands by which people talk to a running Varde, as processes of their own, on real
/// crashes.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OperatorIT {
    @TempDir static Path directory;
    private World world;
    private Backend kontali;
    private Backend broken;
    private VardeProcess varde;
    private Path data;
    private int commands;

    @BeforeAll
    void start() throws Exception {
        world = new World(directory);
        kontali = world.backend("kontali").start().awaitHealthy();
        broken = world.backend("broken").start().awaitHealthy();
        data = directory.resolve("data");
        varde =
                VardeProcess.start(
                                directory.resolve("up.log"),
                                "up",
                                "-c",
                                world.configuration(null).toString(),
                                "--data",
                                data.toString(),
                                "--port",
                                "0")
                        .ready();
    }

    @AfterAll
    void stop() throws Exception {
        varde.close();
        world.close();
    }

    private record Said(int status, String text) {}

    private Said varde(String... arguments) throws Exception {
        String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 2);
        all[arguments.length] = "--data";
        all[arguments.length + 1] = data.toString();
        Path output = directory.resolve("command-" + commands++ + ".log");
        try (VardeProcess command = VardeProcess.start(output, all)) {
            return new Said(command.exitStatus(), command.printed());
        }
    }

    /// The incident of a service once it is in the state.
    private String incident(String service, String state) throws Exception {
        String[] id = {""};
        Awaitility.await(service + " " + state)
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> {
                    Said said = varde("incidents", "--all", "--json", "--service", service);
                    for (JsonNode i : json(said).path("incidents")) {
                        if (i.path("state").asText().equals(state)) {
                            id[0] = i.path("id").asText();
                        }
                    }
                    return !id[0].isEmpty();
                });
        return id[0];
    }

    /// Behind what the Java runtime may say about itself.
    private static JsonNode json(Said said) throws Exception {
        assertThat(said.text()).contains("{");
        return new ObjectMapper().readTree(said.text().substring(said.text().indexOf('{')));
    }

    @Test
    void aCrashIsListedShownAndReportedAndAnInstanceIsRestartedByHand() throws Exception {
        kontali.signal("KILL");
        String id = incident("kontali", "resolved");

        Said shown = varde("show", id.substring(0, id.length() - 4));
        Said report = varde("report", id);
        long before = kontali.pid();
        Said restarted = varde("restart", "kontali@web-1");

        assertThat(shown.status()).isZero();
        assertThat(shown.text()).contains("killed-by-signal", "ops by mail", "Timeline");
        assertThat(report.text()).contains("# kontali on web-1", "## Root cause", "first told to");
        assertThat(restarted.status()).as(restarted.text()).isZero();
        assertThat(restarted.text()).contains("carried out in");
        Awaitility.await().until(() -> kontali.pid() != before);
    }

    @Test
    void oneThatCannotBeBroughtBackIsAcknowledgedAndClosedByHand() throws Exception {
        Files.writeString(broken.restartScript(), "#!/bin/sh\nexit 3\n");
        broken.signal("KILL");
        String id = incident("broken", "gave-up");

        Said acknowledged = varde("ack", id, "--by", "kari", "-m", "I look");
        Said resumed = varde("resume", "broken@web-1");
        Said closed = varde("close", id, "--by", "kari");

        assertThat(acknowledged.status()).as(acknowledged.text()).isZero();
        assertThat(acknowledged.text()).contains("acknowledged by kari");
        assertThat(resumed.text()).contains("may restart broken@web-1 again");
        assertThat(closed.status()).as(closed.text()).isZero();
        assertThat(varde("show", id).text())
                .contains("state         resolved", "by kari", "I look");
    }
}

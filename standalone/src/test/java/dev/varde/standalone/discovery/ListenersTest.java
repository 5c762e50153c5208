package dev.varde.standalone.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.HealthFact.CheckKind;
import dev.varde.events.config.Configuration;
import dev.varde.events.config.Configuration.ProcessMatch;
import dev.varde.events.config.ConfigurationReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class ListenersTest {
    @Test
    void whatListensOnThisHostIsFound() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(Listeners.find())
                    .anySatisfy(l -> {
                        assertThat(l.port()).isEqualTo(socket.getLocalPort());
                        assertThat(l.pid()).isEqualTo((int) ProcessHandle.current().pid());
                    });
        }
    }

    @Test
    void anotherProcessThatListensIsWatchedByItsPortAndSaid() throws Exception {
        Process other = listener();
        try {
            int port = portOf(other);
            ByteArrayOutputStream said = new ByteArrayOutputStream();

            Configuration watched =
                    Listeners.watchAll(
                            ConfigurationReader.empty(Map.of()),
                            new PrintStream(said, true, StandardCharsets.UTF_8));

            assertThat(watched.services())
                    .anySatisfy(s -> {
                        assertThat(s.process()).isEqualTo(new ProcessMatch.ByPort(port));
                        assertThat(s.name().value()).endsWith("-" + port);
                        assertThat(s.health().getFirst().kind()).isEqualTo(CheckKind.TCP);
                    });
            assertThat(said.toString(StandardCharsets.UTF_8)).contains("Watching port " + port);
        } finally {
            other.destroyForcibly().waitFor();
        }
    }

    @Test
    void vardeItselfIsNotWatched() throws Exception {
        try (ServerSocket own = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Configuration watched =
                    Listeners.watchAll(
                            ConfigurationReader.empty(Map.of()),
                            new PrintStream(
                                    new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));

            assertThat(watched.services())
                    .noneMatch(
                            s -> new ProcessMatch.ByPort(own.getLocalPort()).equals(s.process()));
        }
    }

    private static Process listener() throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx16m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.varde.standalone.demo.SampleDatabase",
                        "0")
                .redirectErrorStream(true)
                .start();
    }

    private static int portOf(Process process) {
        int pid = (int) process.pid();
        Awaitility.await("it listens")
                .atMost(Duration.ofSeconds(20))
                .until(() -> Listeners.find().stream().anyMatch(l -> l.pid() == pid));
        return Listeners.find().stream()
                .filter(l -> l.pid() == pid)
                .findFirst()
                .orElseThrow()
                .port();
    }
}

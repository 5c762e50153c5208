package dev.varde.standalone.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import dev.varde.collector.probe.Round;
import dev.varde.collector.probe.Snapshot;
import dev.varde.events.HealthFact.CheckKind;
import dev.varde.events.ServiceName;
import dev.varde.events.config.Configuration.Check;
import dev.varde.events.config.Configuration.Service;
import dev.varde.standalone.broker.FreePorts;
import dev.varde.standalone.doctor.Section.Line;
import dev.varde.standalone.doctor.Section.Status;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Of real servers.
class AnswersTest {
    private static final Duration LONGEST = Duration.ofMillis(700);

    @TempDir Path folder;
    private final Cast cast = new Cast();

    private static HttpServer server(int status) throws Exception {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    exchange.sendResponseHeaders(status, -1);
                    exchange.close();
                });
        server.start();
        return server;
    }

    private List<Line> of(Service service, boolean configured) {
        cast.health =
                new Look.Seen<>(Round.ask(List.of(service), cast.snapshot, Map.of(), LONGEST));
        return Answers.of(subject(service, configured), cast.findings());
    }

    private static Subject subject(Service service, boolean configured) {
        return new Subject(
                "kontali", service, null, configured, null, List.of(), Map.of(), List.of());
    }

    private static Service checked(CheckKind kind, String target) {
        Check check = new Check("c", kind, target, List.of(), Duration.ofSeconds(2), LONGEST, 1);
        return new Service(
                new ServiceName("kontali"),
                Map.of(),
                null,
                List.of(check),
                List.of(),
                List.of(),
                null);
    }

    private Line configured(CheckKind kind, String target) {
        return of(checked(kind, target), true).getFirst();
    }

    private Line unconfigured(int port) {
        return of(Unconfigured.service(":" + port, List.of(), List.of(port), null), false)
                .getFirst();
    }

    @Test
    void aConfiguredCheckThatPassesIsWellAndOneThatFailsIsBad() throws Exception {
        HttpServer well = server(200);
        HttpServer ill = server(503);
        try {
            Line good =
                    configured(
                            CheckKind.HTTP,
                            "http://127.0.0.1:" + well.getAddress().getPort() + "/h");
            Line bad =
                    configured(
                            CheckKind.HTTP,
                            "http://127.0.0.1:" + ill.getAddress().getPort() + "/h");

            assertThat(good.status()).isEqualTo(Status.OK);
            assertThat(good.what()).contains("well, in ");
            assertThat(bad.status()).isEqualTo(Status.BAD);
            assertThat(bad.what()).contains("status 503");
        } finally {
            well.stop(0);
            ill.stop(0);
        }
    }

    @Test
    void aPortOfNobodyIsBad() throws Exception {
        Line line = configured(CheckKind.POSTGRES, "127.0.0.1:" + FreePorts.find(1)[0]);

        assertThat(line.status()).isEqualTo(Status.BAD);
        assertThat(line.what()).contains("postgres 127.0.0.1", "connection refused");
    }

    @Test
    void aConfiguredServiceWithoutAnyCheckIsUnknownWithItsCure() {
        Line line = Answers.of(Cast.absent(null), cast.findings()).getFirst();

        assertThat(line.status()).isEqualTo(Status.UNKNOWN);
        assertThat(line.cure()).contains("health:");
    }

    @Test
    void anUnconfiguredServerThatAnswersAtAllIsWellAlsoWithoutAHealthPath() throws Exception {
        HttpServer well = server(200);
        HttpServer strange = server(404);
        try {
            assertThat(unconfigured(well.getAddress().getPort()).status()).isEqualTo(Status.OK);
            Line line = unconfigured(strange.getAddress().getPort());
            assertThat(line.status()).isEqualTo(Status.OK);
            assertThat(line.what()).contains("answers HTTP (status 404");
        } finally {
            well.stop(0);
            strange.stop(0);
        }
    }

    @Test
    void anUnconfiguredServerThatFailsIsBad() throws Exception {
        HttpServer ill = server(500);
        try {
            assertThat(unconfigured(ill.getAddress().getPort()).status()).isEqualTo(Status.BAD);
        } finally {
            ill.stop(0);
        }
    }

    @Test
    void oneThatTakesConnectionsAndSaysNothingIsAWarningOfAHang() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Line line = unconfigured(silent.getLocalPort());

            assertThat(line.status()).isEqualTo(Status.WARNING);
            assertThat(line.what()).contains("it hangs, or speaks something else");
        }
    }

    @Test
    void oneThatSpeaksSomethingElseIsWell() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual()
                    .start(() -> {
                        while (!other.isClosed()) {
                            try (Socket s = other.accept()) {
                                s.getOutputStream()
                                        .write(
                                                "220 mail.example.com\r\n"
                                                        .getBytes(
                                                                java.nio.charset.StandardCharsets
                                                                        .US_ASCII));
                                s.getOutputStream().flush();
                                s.getInputStream().read();
                            } catch (java.io.IOException closed) {
                                return;
                            }
                        }
                    });

            Line line = unconfigured(other.getLocalPort());

            assertThat(line.status()).as(line.what()).isEqualTo(Status.OK);
            assertThat(line.what()).contains("does not speak plain HTTP");
        }
    }

    @Test
    void healthThatDidNotComeInTimeIsUnknown() {
        cast.health = new Look.Missed<>("no answer in time");
        Service service = checked(CheckKind.TCP, "127.0.0.1:1");

        assertThat(Answers.of(subject(service, true), cast.findings()))
                .singleElement()
                .matches(l -> l.status() == Status.UNKNOWN);
    }

    @Test
    void aRealRedisThatNobodyConfiguredIsFoundAndAskedAndItsAbsenceIsSeen() throws Exception {
        assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/redis-server")),
                "left out: needs redis-server");
        int port = FreePorts.find(1)[0];
        try (Strangers strangers = new Strangers(folder)) {
            int pid =
                    strangers.start(
                            "exec /usr/bin/redis-server --port "
                                    + port
                                    + " --save '' --dir "
                                    + folder);
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> Snapshot.take().isTaken(port));
            cast.snapshot = Snapshot.take();

            Service found =
                    Databases.on(cast.snapshot, Set.of(), Set.of()).stream()
                            .filter(s -> s.name().value().endsWith("-" + port))
                            .findFirst()
                            .orElseThrow();

            assertThat(of(found, true).getFirst().status()).isEqualTo(Status.OK);
            assertThat(Databases.on(cast.snapshot, Set.of(pid), Set.of())).doesNotContain(found);
            assertThat(Databases.on(cast.snapshot, Set.of(), Set.of(port))).doesNotContain(found);
            strangers.kill(pid);
            assertThat(of(found, true).getFirst().status()).isEqualTo(Status.BAD);
        }
    }
}

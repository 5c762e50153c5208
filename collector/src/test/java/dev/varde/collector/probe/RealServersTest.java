package dev.varde.collector.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.varde.collector.ask.Server;
import dev.varde.events.HealthFact.CheckFailed;
import dev.varde.events.HealthFact.CheckKind;
import dev.varde.events.HealthFact.CheckPassed;
import dev.varde.events.HealthFact.Failure;
import dev.varde.events.config.Configuration.BodyTerm;
import dev.varde.events.config.Configuration.Check;
import dev.varde.events.config.Configuration.HttpTerms;
import dev.varde.events.config.Configuration.Method;
import dev.varde.events.config.Configuration.Trust;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Redis, MariaDB and nginx as Debian has them, on free ports, ended by their process.
class RealServersTest {
    @TempDir Path folder;
    private Watching w;
    private final List<Process> servers = new ArrayList<>();
    private int port;

    @BeforeEach
    void cast() throws Exception {
        w = new Watching(folder);
        port = Server.freePort();
    }

    @AfterEach
    void end() throws Exception {
        w.close();
        for (Process server : servers) {
            server.destroy();
            if (!server.waitFor(10, TimeUnit.SECONDS)) {
                server.destroyForcibly().waitFor();
            }
        }
    }

    private static String program(String name) {
        for (String directory : new String[] {"/usr/bin/", "/usr/sbin/"}) {
            if (new File(directory + name).canExecute()) {
                return directory + name;
            }
        }
        assumeTrue(false, "left out: needs " + name);
        return name;
    }

    private Process run(String... argv) throws IOException {
        Process server =
                new ProcessBuilder(argv)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(
                                ProcessBuilder.Redirect.appendTo(folder.resolve("out").toFile()))
                        .start();
        servers.add(server);
        return server;
    }

    private void watch(CheckKind kind, String target, @Nullable HttpTerms terms) {
        w.watch(
                Configured.of(
                        Configured.kontali(
                                null,
                                new Check(
                                        "it",
                                        kind,
                                        target,
                                        List.of(),
                                        Duration.ofMillis(200),
                                        Duration.ofSeconds(3),
                                        1,
                                        null,
                                        terms))));
    }

    private String place() {
        return "127.0.0.1:" + port;
    }

    private CheckFailed awaitFailureAfter(int told) {
        return w.seen.await(
                CheckFailed.class, f -> w.seen.facts(CheckFailed.class).indexOf(f) >= told);
    }

    @Test
    void aRealRedisIsWellWithAPasswordTooAndNotWhileItIsFull() throws Exception {
        String redis = program("redis-server");
        run(
                redis,
                "--port",
                "" + port,
                "--bind",
                "127.0.0.1",
                "--save",
                "",
                "--maxclients",
                "2",
                "--requirepass",
                "secret");

        watch(CheckKind.REDIS, place(), null);
        w.seen.await(CheckPassed.class);

        try (Socket one = client();
                Socket two = client()) {
            CheckFailed full = w.seen.await(CheckFailed.class, f -> f.failure() == Failure.STATUS);
            assertThat(full.detail()).contains("max number of clients");
            assertThat(one.isConnected() && two.isConnected()).isTrue();
        }
        int before = w.seen.facts(CheckFailed.class).size();
        w.seen.await(CheckPassed.class, _ -> w.seen.facts(CheckPassed.class).size() > 1);
        servers.getFirst().destroyForcibly().waitFor();
        assertThat(awaitFailureAfter(before).failure()).isIn(Failure.REFUSED, Failure.CLOSED);
    }

    private Socket client() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
        int _ = socket.getInputStream().read();
        return socket;
    }

    @Test
    void aRealMariaDbIsWellAndNeverBlocksTheOneWhoAsks() throws Exception {
        String server = program("mariadbd");
        String install = program("mariadb-install-db");
        String data = folder.resolve("mysql").toString();
        assertThat(
                        run(
                                        install,
                                        "--no-defaults",
                                        "--datadir=" + data,
                                        "--user=root",
                                        "--skip-test-db",
                                        "--auth-root-authentication-method=normal")
                                .waitFor())
                .as(Files.readString(folder.resolve("out")))
                .isZero();
        Process mariadb =
                run(
                        server,
                        "--no-defaults",
                        "--datadir=" + data,
                        "--user=root",
                        "--port=" + port,
                        "--bind-address=127.0.0.1",
                        "--skip-name-resolve",
                        "--max-connect-errors=3",
                        "--innodb-buffer-pool-size=8M",
                        "--socket=" + folder.resolve("s"));

        watch(CheckKind.MYSQL, place(), null);
        w.seen.await(CheckPassed.class);
        org.awaitility.Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> asked(mariadb) > 10);

        assertThat(w.seen.facts(CheckFailed.class).stream().map(CheckFailed::failure))
                .allMatch(f -> f == Failure.REFUSED);
        int before = w.seen.facts(CheckFailed.class).size();
        mariadb.destroyForcibly().waitFor();
        assertThat(awaitFailureAfter(before).failure()).isIn(Failure.REFUSED, Failure.CLOSED);
    }

    private final long begun = System.nanoTime();

    /// Turns that must have been over by now, at five a second.
    private long asked(Process living) {
        return living.isAlive() ? (System.nanoTime() - begun) / 250_000_000L : 0;
    }

    @Test
    void aRealNginxIsAskedOverTlsAndForItsWords() throws Exception {
        String nginx = program("nginx");
        String openssl = program("openssl");
        assertThat(
                        run(
                                        openssl,
                                        "req",
                                        "-x509",
                                        "-newkey",
                                        "ec",
                                        "-pkeyopt",
                                        "ec_paramgen_curve:P-256",
                                        "-nodes",
                                        "-keyout",
                                        "key.pem",
                                        "-out",
                                        "cert.pem",
                                        "-days",
                                        "30",
                                        "-subj",
                                        "/CN=kontali")
                                .waitFor())
                .isZero();
        Files.writeString(
                folder.resolve("nginx.conf"),
                """
                daemon off; master_process off; pid %1$s/nginx.pid; error_log %1$s/error.log;
                events {}
                http {
                  access_log off;
                  server {
                    listen 127.0.0.1:%2$d ssl;
                    ssl_certificate %1$s/cert.pem;
                    ssl_certificate_key %1$s/key.pem;
                    location / { return 200 '{"status":"ok"}'; }
                  }
                }
                """
                        .formatted(folder, port));
        run(nginx, "-c", folder.resolve("nginx.conf").toString());
        HttpTerms terms =
                new HttpTerms(
                        Method.GET,
                        Map.of(),
                        List.of(),
                        new BodyTerm.Contains("\"status\":\"ok\""),
                        0,
                        new Trust.SelfSigned());

        watch(CheckKind.HTTP, "https://" + place() + "/health", terms);

        CheckPassed passed = w.seen.await(CheckPassed.class);
        assertThat(Duration.between(java.time.Instant.now(), passed.certificateUntil()).toDays())
                .isBetween(28L, 30L);
    }
}

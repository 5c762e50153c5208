package dev.varde.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.varde.standalone.broker.FreePorts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// A real PostgreSQL with an empty cluster of its own, run by `nobody`, since it refuses root.
final class Postgres implements AutoCloseable {
    private static final Path BIN = Path.of("/usr/lib/postgresql/15/bin");

    final int port;
    private final Path home;

    private Postgres(Path home) throws IOException {
        this.port = FreePorts.find(1)[0];
        this.home = home;
    }

    static Postgres install() throws IOException {
        assumeTrue(
                Files.isExecutable(BIN.resolve("initdb"))
                        && Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0),
                "left out: needs PostgreSQL 15 and root, to run it as another user");
        Postgres postgres = new Postgres(Files.createTempDirectory("varde-postgres"));
        run("chown", "nobody", postgres.home.toString());
        asNobody(
                "%s/initdb -D %s/d --auth-local=trust --auth-host=scram-sha-256 -N >/dev/null"
                        .formatted(BIN, postgres.home));
        return postgres;
    }

    Postgres start() throws IOException {
        asNobody(
                "%s/pg_ctl -D %s/d -l %s/log -o \"-p %d -k %s -c listen_addresses=127.0.0.1\" -w start >/dev/null"
                        .formatted(BIN, home, home, port, home));
        return this;
    }

    /// As if it were killed: without a goodbye to those who are connected.
    void stop() throws IOException {
        asNobody("%s/pg_ctl -D %s/d -m immediate stop >/dev/null".formatted(BIN, home));
    }

    /// Its entry under `services:`; nothing that Varde could order starts it.
    String yaml() {
        return """
          - name: postgres
            health: [{postgres: "127.0.0.1:%d", every: 300ms, timeout: 2s, failures: 2}]
        """
                .formatted(port);
    }

    @Override
    public void close() throws IOException {
        if (Files.exists(home.resolve("d/postmaster.pid"))) {
            stop();
        }
        run("rm", "-rf", home.toString());
    }

    private static void asNobody(String command) throws IOException {
        run("setpriv", "--reuid=nobody", "--clear-groups", "sh", "-c", command);
    }

    private static void run(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        assertThat(Ends.within(process, 60) && process.exitValue() == 0)
                .as(() -> String.join(" ", command) + ": " + said(process))
                .isTrue();
    }

    private static String said(Process process) {
        try {
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return e.toString();
        }
    }
}

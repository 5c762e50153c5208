package dev.varde.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.varde.standalone.broker.FreePorts;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A real systemd restarts a unit until its start limit is hit; Varde leaves it to it until then,
/// and brings it back afterwards.
class GaveUpIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final String SERVER =
            """
            import os, socket, sys
            if os.path.exists('/run/broken'):
                sys.exit(3)
            s = socket.create_server(('127.0.0.1', int(sys.argv[1])))
            while True:
                c, _ = s.accept()
                c.recv(1000)
                c.sendall(b'HTTP/1.1 200 OK\\r\\nContent-Length: 2\\r\\n\\r\\nok')
                c.close()
            """;

    @TempDir static Path directory;

    @Test
    void vardeStepsInWhereSystemdGaveUpAndNotBefore() throws Exception {
        int port = FreePorts.find(1)[0];
        Path folder = Files.createDirectory(directory.resolve("srv"));
        Path server = Files.writeString(folder.resolve("server.py"), SERVER);
        try (HookReceiver hooks = new HookReceiver();
                RealSystemd systemd = RealSystemd.boot(folder)) {
            write(systemd, "/etc/systemd/system/flaky.service", unit(server, port));
            write(systemd, "/root/varde.yaml", configuration(port, hooks.url()));
            systemd.shell("systemctl daemon-reload; systemctl start flaky");
            systemd.shell(
                    "setsid "
                            + RealSystemd.command(
                                    "up -c /root/varde.yaml --data /root/data --port 0")
                            + " </dev/null >/root/varde.log 2>&1 &");
            await("Varde is ready", systemd, "cat /root/varde.log", ".*Varde is ready: .*");

            systemd.shell("touch /run/broken; kill -9 $(systemctl show -p MainPID --value flaky)");
            await("systemd has given up", systemd, "systemctl is-failed flaky", "failed");
            systemd.shell("rm /run/broken");

            JsonNode over =
                    hooks.await(
                                    "flaky: resolved",
                                    h -> h.about("flaky") && h.type().equals("incident.resolved"),
                                    PATIENCE)
                            .incident();
            assertThat(over.path("restarts")).as(hooks.summary()).hasSize(1);
            assertThat(over.path("restarts").path(0).path("result").asText())
                    .isIn("healthy", "stable");
            assertThat(over.path("timeline").toString())
                    .containsSubsequence("given up; Varde may restart it", "restart began");
            assertThat(over.path("evidence").toString())
                    .contains("Start request repeated too quickly");
            assertThat(systemd.shell("systemctl is-active flaky").text()).isEqualTo("active");
        }
    }

    private static void await(String what, RealSystemd systemd, String command, String pattern) {
        Awaitility.await(what)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(300))
                .until(() -> systemd.shell(command).text().replace('\n', ' ').matches(pattern));
    }

    private static void write(RealSystemd systemd, String file, String text) throws Exception {
        String coded = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        RealSystemd.Said said = systemd.shell("echo " + coded + " | base64 -d > " + file);
        assertThat(said.status()).as(said.text()).isZero();
    }

    private static String unit(Path server, int port) {
        return """
        [Unit]
        StartLimitIntervalSec=600
        StartLimitBurst=3
        [Service]
        ExecStart=python3 -u %s %d
        Restart=on-failure
        RestartSec=300ms
        """
                .formatted(server, port);
    }

    private static String configuration(int port, String hook) {
        return """
        host: {name: web-1}
        services:
          - name: flaky
            process: {unit: flaky.service}
            health: [{http: "http://127.0.0.1:%d/", every: 300ms, timeout: 1s, failures: 2}]
            restart: {unit: flaky.service}
        red-flags: {memory-available: 1MiB, disk-used: 100%%, swap: optional}
        receivers:
          - {name: hook, webhook: {url: "%s", format: varde, allow-private: true}}
        restarts: {backoff: [500ms, 500ms], max: 3, within: 10m, per-day: 50, fleet: 100%%, stable: 2s}
        """
                .formatted(port, hook);
    }
}

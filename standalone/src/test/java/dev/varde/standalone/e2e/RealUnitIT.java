package dev.varde.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.varde.standalone.broker.FreePorts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// The unit that `varde unit` makes of a process, started by a real systemd in a container; and
/// what the doctor says there.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RealUnitIT {
    private static final String SERVER =
            """
            import socket, sys
            print('serving', flush=True)
            s = socket.create_server(('127.0.0.1', int(sys.argv[1])))
            while True:
                c, _ = s.accept()
                c.recv(1000)
                c.sendall(b'HTTP/1.1 200 OK\\r\\nContent-Length: 2\\r\\n\\r\\nok')
                c.close()
            """;

    @TempDir static Path directory;
    private RealSystemd systemd;
    private Path server;
    private int port;

    @BeforeAll
    void start() throws Exception {
        port = FreePorts.find(1)[0];
        Path folder = Files.createDirectory(directory.resolve("srv"));
        server = Files.writeString(folder.resolve("server.py"), SERVER);
        systemd = RealSystemd.boot(folder);
    }

    @AfterAll
    void stop() throws Exception {
        if (systemd != null) {
            systemd.close();
        }
    }

    private List<JsonNode> doctor() throws Exception {
        String text = systemd.varde("doctor web.service --json").text();
        assertThat(text).contains("{");
        List<JsonNode> lines = new ArrayList<>();
        new ObjectMapper()
                .readTree(text.substring(text.indexOf('{')))
                .path("sections")
                .forEach(s -> s.path("lines").forEach(lines::add));
        return lines;
    }

    private void awaitRuns(String state) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(300))
                .until(() ->
                        systemd.shell(
                                        "systemctl show -p MainPID --value web; systemctl is-active web")
                                .text()
                                .replace('\n', ' ')
                                .matches(state));
    }

    private String mainPid() throws Exception {
        return systemd.shell("systemctl show -p MainPID --value web.service").text();
    }

    @Test
    void theUnitOfAProcessStartsItAgainWithinItsWallsAndTheDoctorSaysSo() throws Exception {
        systemd.shell(
                "setsid setpriv --reuid=33 --regid=33 --clear-groups --inh-caps=-all python3 -u "
                        + server
                        + " "
                        + port
                        + " --password=s3cr3t </dev/null >/dev/null 2>&1 &");
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> systemd.varde("unit --unit-only :" + port).status() == 0);

        RealSystemd.Said unit =
                systemd.varde(
                        "unit --unit-only :"
                                + port
                                + " 2>/dev/null > /etc/systemd/system/web.service; cat"
                                + " /etc/systemd/system/web.service");
        RealSystemd.Said verified = systemd.shell("systemd-analyze verify --man=no web.service");
        systemd.shell(
                "pkill -u 33; systemctl daemon-reload; systemctl enable web; systemctl start web");
        awaitRuns("[1-9]\\d* active");

        assertThat(unit.text()).contains("User=www-data", "${PASSWORD}").doesNotContain("s3cr3t");
        assertThat(verified.status()).as(verified.text()).isZero();
        String first = mainPid();
        assertThat(doctor())
                .anyMatch(l -> says(l, "ok", "runs: pid " + first))
                .anyMatch(l -> says(l, "ok", "Restart=on-failure"))
                .anyMatch(l -> says(l, "ok", "MemoryMax=128.0 MiB"))
                .anyMatch(l -> says(l, "ok", "at boot: enabled"))
                .anyMatch(l -> says(l, "ok", "well, in "));

        systemd.inside("kill", "-9", first);
        awaitRuns("(?!" + first + "\\b)[1-9]\\d* active");
        assertThat(doctor()).anyMatch(l -> says(l, "warning", "systemd has restarted it 1 time"));

        systemd.shell("systemctl stop web");
        assertThat(doctor())
                .anyMatch(l -> says(l, "bad", "does not run: unit web.service is inactive"))
                .anyMatch(l -> says(l, "ok", "last journal line: "));
    }

    private static boolean says(JsonNode line, String status, String what) {
        return line.path("status").asText().equals(status)
                && line.path("what").asText().contains(what);
    }
}

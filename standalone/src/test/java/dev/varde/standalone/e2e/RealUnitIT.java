package dev.varde.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.varde.standalone.broker.FreePorts;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
    private static final int NOT_HERE = 77;

    /// Of the collector's tests, which also build the tree that it boots.
    private static final String SCRIPT =
            new File("../collector/src/test/resources/real-systemd").getAbsolutePath();

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
    private final String name = "varde-unit-" + ProcessHandle.current().pid();
    private final String java = System.getProperty("java.home");
    private final String application = System.getProperty("varde.application", "");
    private Process boot;
    private Path server;
    private int port;

    private record Said(int status, String text) {}

    @BeforeAll
    void start() throws Exception {
        Said made = run(SCRIPT, "make");
        assumeTrue(made.status() != NOT_HERE, "left out: a real systemd, as " + made.text());
        port = FreePorts.find(1)[0];
        Path folder = Files.createDirectory(directory.resolve("srv"));
        server = Files.writeString(folder.resolve("server.py"), SERVER);
        boot =
                new ProcessBuilder(
                                SCRIPT,
                                "boot",
                                name,
                                java,
                                String.valueOf(Path.of(application).getParent()),
                                folder.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        Said ready = run(SCRIPT, "ready", name);
        assumeTrue(ready.status() != NOT_HERE, "left out: a real systemd, as " + ready.text());
    }

    @AfterAll
    void stop() throws Exception {
        if (boot != null) {
            run(SCRIPT, "stop", name);
            Ends.gently(boot, 20);
        }
    }

    private static Said run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String text =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(text).isTrue();
        return new Said(process.exitValue(), text);
    }

    private Said inside(String... command) throws Exception {
        List<String> all = new ArrayList<>(List.of(SCRIPT, "in", name));
        all.addAll(List.of(command));
        return run(all.toArray(String[]::new));
    }

    private Said shell(String script) throws Exception {
        return inside("sh", "-c", script);
    }

    private Said varde(String arguments) throws Exception {
        return shell(
                java
                        + "/bin/java -Xlog:disable -Xlog:all=warning:stderr -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED"
                        + " --sun-misc-unsafe-memory-access=allow"
                        + " -Djava.util.logging.manager=org.jboss.logmanager.LogManager -jar "
                        + application
                        + " "
                        + arguments);
    }

    private List<JsonNode> doctor() throws Exception {
        String text = varde("doctor web.service --json").text();
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
                        shell("systemctl show -p MainPID --value web; systemctl is-active web")
                                .text()
                                .replace('\n', ' ')
                                .matches(state));
    }

    private String mainPid() throws Exception {
        return inside("systemctl", "show", "-p", "MainPID", "--value", "web.service").text();
    }

    @Test
    void theUnitOfAProcessStartsItAgainWithinItsWallsAndTheDoctorSaysSo() throws Exception {
        shell(
                "setsid setpriv --reuid=33 --regid=33 --clear-groups --inh-caps=-all python3 -u "
                        + server
                        + " "
                        + port
                        + " --password=s3cr3t </dev/null >/dev/null 2>&1 &");
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> varde("unit --unit-only :" + port).status() == 0);

        Said unit =
                varde(
                        "unit --unit-only :"
                                + port
                                + " 2>/dev/null > /etc/systemd/system/web.service; cat"
                                + " /etc/systemd/system/web.service");
        Said verified = shell("systemd-analyze verify --man=no web.service");
        shell("pkill -u 33; systemctl daemon-reload; systemctl enable web; systemctl start web");
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

        inside("kill", "-9", first);
        awaitRuns("(?!" + first + "\\b)[1-9]\\d* active");
        assertThat(doctor()).anyMatch(l -> says(l, "warning", "systemd has restarted it 1 time"));

        shell("systemctl stop web");
        assertThat(doctor())
                .anyMatch(l -> says(l, "bad", "does not run: unit web.service is inactive"))
                .anyMatch(l -> says(l, "ok", "last journal line: "));
    }

    private static boolean says(JsonNode line, String status, String what) {
        return line.path("status").asText().equals(status)
                && line.path("what").asText().contains(what);
    }
}

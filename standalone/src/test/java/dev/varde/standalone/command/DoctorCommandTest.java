package dev.varde.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.varde.collector.probe.Snapshot;
import dev.varde.standalone.broker.FreePorts;
import dev.varde.standalone.doctor.Strangers;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// On the host that the tests run on.
class DoctorCommandTest {
    private static final List<String> WORDS = List.of("ok", "warning", "bad", "unknown");

    @TempDir private Path directory;
    private final PrintStream stdout = System.out;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @BeforeEach
    void listen() {
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void giveBack() {
        System.setOut(stdout);
    }

    private Path log(String name) throws Exception {
        return Files.writeString(directory.resolve(name), "x\n");
    }

    private Path file(Path log) throws Exception {
        return Files.writeString(
                directory.resolve("varde.yaml"),
                "services: [{name: api, process: {port: 1}, logs: ['%s']}]".formatted(log));
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private JsonNode json() throws Exception {
        return new ObjectMapper().readTree(said());
    }

    private List<JsonNode> lines() throws Exception {
        List<JsonNode> lines = new ArrayList<>();
        json().path("sections").forEach(s -> s.path("lines").forEach(lines::add));
        return lines;
    }

    private List<String> titles() throws Exception {
        return json().path("sections").findValuesAsText("title");
    }

    @Test
    void eachSourceIsALineAndTheExitStatusSaysWhetherOneIsToBeMended() throws Exception {
        Path log = log("app.log");

        int status = VardeCommand.execute("doctor", "-c", file(log).toString(), "--json");

        assertThat(lines()).hasSizeGreaterThanOrEqualTo(6);
        assertThat(lines()).allMatch(l -> WORDS.contains(l.path("status").asText()));
        assertThat(lines())
                .filteredOn(l -> l.path("what").asText().startsWith(log + ":"))
                .singleElement()
                .matches(l -> l.path("status").asText().equals("ok"));
        boolean mend =
                lines().stream()
                        .map(l -> l.path("status").asText())
                        .anyMatch(s -> s.equals("bad") || s.equals("warning"));
        assertThat(status).isEqualTo(mend ? 1 : 0);
    }

    @Test
    void aServiceIsLookedAtPartByPartAlsoWhereNobodyConfiguredIt() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/python3")), "left out: needs python3");
        int port = FreePorts.find(1)[0];
        try (Strangers strangers = new Strangers(directory)) {
            strangers.start(
                    "exec /usr/bin/python3 -u -m http.server --bind 127.0.0.1 "
                            + port
                            + " -d "
                            + directory
                            + " > "
                            + directory.resolve("web.log")
                            + " 2>&1");
            awaitListening(port);

            int status = VardeCommand.execute("doctor", ":" + port, "--json");

            assertThat(status).isEqualTo(1);
            assertThat(titles())
                    .contains(
                            "Process",
                            "Ports",
                            "Health",
                            "Log",
                            "Memory and limits",
                            "Unit",
                            "What it needs",
                            "Host",
                            "Kernel");
            assertThat(lines())
                    .anyMatch(l -> l.path("what").asText().startsWith("runs: pid "))
                    .anyMatch(l -> l.path("what").asText().contains("port " + port + " is held"))
                    .anyMatch(l -> l.path("what").asText().contains("well, in "))
                    .anyMatch(l -> l.path("what").asText().contains("web.log"));
            assertThat(json().path("services").get(0).asText()).isEqualTo(":" + port);
            assertThat(json().path("remedies").findValuesAsText("touch"))
                    .isNotEmpty()
                    .isSortedAccordingTo(
                            Comparator.comparingInt(
                                    List.of("looks", "adds", "changes", "ends")::indexOf));
        }
    }

    @Test
    void oneThatDoesNotRunIsBadForPeopleToo() {
        int status = VardeCommand.execute("doctor", "no-such-program-here");

        assertThat(status).isEqualTo(1);
        assertThat(said())
                .startsWith("no-such-program-here on ")
                .contains("bad      does not run: no process is found by command: no-such-program");
    }

    @Test
    void hostileNamesAndSecretsOfCommandLinesReachNoTerminalAndOutsideOneThereAreNoColours()
            throws Exception {
        try (Strangers strangers = new Strangers(directory)) {
            int pid =
                    strangers.start(
                            "exec sh -c 'sleep 100; :' \"$(printf 'x\\033]0;owned\\007')\""
                                    + " --password=s3cr3t");
            awaitArguments(pid);

            VardeCommand.execute("doctor", Integer.toString(pid));

            assertThat(said())
                    .contains("runs: pid " + pid, "--password=***")
                    .doesNotContain("\u001b", "\u0007", "s3cr3t");
        }
    }

    @Test
    void aConfigurationThatIsWrongIsWrongUse() throws Exception {
        Path wrong = Files.writeString(directory.resolve("wrong.yaml"), "services: 5\n");

        assertThat(VardeCommand.execute("doctor", "-c", wrong.toString())).isEqualTo(2);
    }

    @Test
    void aUnitIsPrintedForWhatRunsAndNeitherItsSecretsNorItsValues() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/python3")), "left out: needs python3");
        int port = FreePorts.find(1)[0];
        try (Strangers strangers = new Strangers(directory)) {
            strangers.start(
                    "export API_KEY=k3y; exec /usr/bin/python3 -m http.server "
                            + port
                            + " --bind 127.0.0.1");
            awaitListening(port);

            assertThat(VardeCommand.execute("unit", ":" + port)).isZero();

            assertThat(said())
                    .contains("ExecStart=/usr/bin/python3 -m http.server " + port)
                    .contains("#   API_KEY=\n", "MemoryMax=", "# /etc/logrotate.d/")
                    .doesNotContain("k3y");
        }
    }

    @Test
    void oneOfTheTwoFilesCanBePrintedAloneAndNotBothAlone() throws Exception {
        try (Strangers strangers = new Strangers(directory)) {
            String pid = Integer.toString(strangers.start("exec sleep 100"));

            assertThat(VardeCommand.execute("unit", pid, "--unit-only")).isZero();
            assertThat(said()).contains("[Service]").doesNotContain("logrotate");
            out.reset();
            assertThat(VardeCommand.execute("unit", pid, "--logrotate-only")).isZero();
            assertThat(said()).contains("logrotate").doesNotContain("[Service]");
            assertThat(VardeCommand.execute("unit", pid, "--unit-only", "--logrotate-only"))
                    .isEqualTo(2);
        }
    }

    @Test
    void forWhatIsNotThereNoUnitCanBePrinted() {
        assertThat(VardeCommand.execute("unit", "no-such-program-here")).isEqualTo(3);
    }

    private static void awaitListening(int port) {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(20))
                .until(() -> Snapshot.take().isTaken(port));
    }

    private static void awaitArguments(int pid) {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(10))
                .until(() ->
                        Snapshot.take()
                                .process(pid)
                                .filter(p -> p.arguments().contains("--password=s3cr3t"))
                                .isPresent());
    }

    @Test
    void whatCannotBeSeenIsSaidWithItsCureAndTheExitStatusIsOne() throws Exception {
        assumeTrue(
                System.getProperty("user.name").equals("root")
                        && Files.isExecutable(Path.of("/usr/bin/setpriv")),
                "left out: giving up capabilities needs root and setpriv of util-linux");
        Path log = log("closed.log");
        Files.setPosixFilePermissions(log, Set.of());

        Process doctor = withoutCapabilities(file(log));
        String text = new String(doctor.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(doctor.waitFor()).as(text).isEqualTo(1);
        assertThat(text)
                .contains("bad      " + log + ": permission denied (the last words")
                .contains("setfacl -m u:varde:r " + log)
                .contains("ok       processes: ");
    }

    /// Root that may do no more than anybody else with its files.
    private static Process withoutCapabilities(Path file) throws Exception {
        return new ProcessBuilder(
                        "/usr/bin/setpriv",
                        "--bounding-set=-all",
                        "--inh-caps=-all",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Program.class.getName(),
                        "doctor",
                        "-c",
                        file.toString())
                .redirectErrorStream(true)
                .start();
    }

    /// The command as a program of its own.
    static final class Program {
        private Program() {}

        public static void main(String[] args) {
            System.exit(VardeCommand.execute(args));
        }
    }
}

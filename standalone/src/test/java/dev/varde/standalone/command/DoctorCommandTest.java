package dev.varde.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
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

    private JsonNode lines() throws Exception {
        return new ObjectMapper().readTree(said()).path("sections").get(0).path("lines");
    }

    @Test
    void eachSourceIsALineAndTheExitStatusSaysWhetherOneIsToBeMended() throws Exception {
        Path log = log("app.log");

        int status = VardeCommand.execute("doctor", "-c", file(log).toString(), "--json");

        assertThat(lines().size()).isGreaterThanOrEqualTo(6);
        assertThat(lines()).allMatch(l -> WORDS.contains(l.path("status").asText()));
        assertThat(lines())
                .filteredOn(l -> l.path("what").asText().startsWith(log + ":"))
                .singleElement()
                .matches(l -> l.path("status").asText().equals("ok"));
        boolean mend =
                lines().findValuesAsText("status").stream()
                        .anyMatch(s -> s.equals("bad") || s.equals("warning"));
        assertThat(status).isEqualTo(mend ? 1 : 0);
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

package dev.varde.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Wrong use and a hostile machine: each is said in a sentence, with the exit status of its kind.
class BadInputIT {
    @TempDir Path directory;

    @Test
    void everyErrorOfAConfigurationIsListedWithItsLine() throws Exception {
        Path file = directory.resolve("varde.yaml");
        Files.writeString(
                file,
                """
                host: {name: web-1}
                services:
                  - name: api
                    helth: []
                    health: [{http: "not a url", every: 2 fortnights}]
                receivers:
                  - {name: ops, mail: {to: [nobody]}}
                routes:
                  - {to: [opps]}
                """);

        VardeProcess varde = run("up", "-c", file.toString(), "--data", data());

        assertThat(varde.exitStatus()).isEqualTo(2);
        assertThat(varde.printed())
                .contains(file + ":4:", "helth", "health")
                .contains(file + ":5:", "not a url", "2 fortnights")
                .contains(file + ":7:", "nobody")
                .contains(file + ":9:", "opps")
                .doesNotContain("Exception");
    }

    @Test
    void aTakenPortIsSaidWithARemedy() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            VardeProcess varde =
                    run("up", "--data", data(), "--port", Integer.toString(taken.getLocalPort()));

            assertThat(varde.exitStatus()).isEqualTo(3);
            assertThat(varde.printed())
                    .contains("Port " + taken.getLocalPort(), "--port")
                    .doesNotContain("Exception");
        }
    }

    @Test
    void aDataDirectoryThatIsAFileIsSaid() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));

        VardeProcess varde = run("up", "--data", file.toString(), "--port", "0");

        assertThat(varde.exitStatus()).isEqualTo(3);
        assertThat(varde.printed()).contains(file.toString(), "--data").doesNotContain("Exception");
    }

    @Test
    void aDataDirectoryThatCannotBeWrittenIsSaid() throws Exception {
        VardeProcess varde = run("up", "--data", "/proc/varde", "--port", "0");

        assertThat(varde.exitStatus()).isEqualTo(3);
        assertThat(varde.printed()).contains("/proc/varde", "cannot be written", "--data");
    }

    @Test
    void aSpoolThatIsNoDirectoryIsSaidWithItsPath() throws Exception {
        Path spool = Files.createDirectories(directory.resolve("data")).resolve("spool");
        Files.createFile(spool);

        VardeProcess varde = run("up", "--data", data(), "--port", "0");

        assertThat(varde.exitStatus()).isEqualTo(3);
        assertThat(varde.printed()).contains(spool.toString()).doesNotContain("at dev.varde");
    }

    @Test
    void twoOfAKindDoNotShareADataDirectoryAndTheFirstEndsCleanly() throws Exception {
        VardeProcess first = run("up", "--data", data(), "--port", "0").ready();

        VardeProcess second = run("up", "--data", data(), "--port", "0");

        assertThat(second.exitStatus()).isEqualTo(3);
        assertThat(second.printed()).contains("in use", Long.toString(first.pid()));
        first.terminate();
        assertThat(first.exitStatus()).isIn(0, 143);
        assertThat(first.printed()).doesNotContain("Exception");
        assertThat(directory.resolve("data").resolve("running.json")).doesNotExist();
    }

    @Test
    void aProgramWithoutAClusterSaysWhatItNeeds() throws Exception {
        VardeProcess varde = run("processor", "--data", data());

        assertThat(varde.exitStatus()).isEqualTo(3);
        assertThat(varde.printed()).contains("kafka: {bootstrap-servers:", "varde up");
    }

    @Test
    void anUnknownCommandIsWrongUse() throws Exception {
        VardeProcess varde = run("fly");

        assertThat(varde.exitStatus()).isEqualTo(2);
        assertThat(varde.printed()).contains("fly", "Usage: varde");
    }

    private String data() {
        return directory.resolve("data").toString();
    }

    private VardeProcess run(String... arguments) throws Exception {
        return VardeProcess.start(Files.createTempFile(directory, "varde", ".out"), arguments);
    }
}

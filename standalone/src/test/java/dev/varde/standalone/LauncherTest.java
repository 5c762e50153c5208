package dev.varde.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The script `varde` as it lies in the image: beside an application that is built, without its
/// sources. Java is one that prints how it was started.
class LauncherTest {
    private static final Path ROOT = Path.of(System.getProperty("varde.root", ".."));

    @TempDir private Path directory;
    private Path varde;
    private Path application;
    private Path jdk;

    @BeforeEach
    void lay() throws IOException {
        varde = Files.createDirectories(directory.resolve("bin")).resolve("varde");
        Files.copy(ROOT.resolve("varde"), varde, StandardCopyOption.COPY_ATTRIBUTES);
        application = directory.resolve("app");
        Files.createDirectories(application.resolve("lib/main"));
        Files.createFile(application.resolve("lib/main/dev.varde.varde-collector-1.2.jar"));
        jdk = Files.createDirectories(directory.resolve("jdk"));
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"25.0.1\"\n");
        Path java = Files.createDirectories(jdk.resolve("bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\necho pid $$\nprintf '%s\\n' \"$@\"\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void theCollectorStartsFromItsOwnJarAndStaysSmall() throws Exception {
        List<String> started = started("collector", "-c", "/etc/varde.yaml");

        assertThat(started)
                .contains("-Xmx48m", "dev.varde.collector.app.CollectorProgram")
                .contains(
                        application
                                + "/lib/main/dev.varde.varde-collector-1.2.jar:"
                                + application
                                + "/lib/boot/*")
                .endsWith("-c", "/etc/varde.yaml")
                .doesNotContain("-jar");
    }

    @Test
    void anotherProgramStartsTheApplicationWithAHeapThatFollowsTheContainer() throws Exception {
        List<String> started = started("processor", "--data", "/data");

        assertThat(started)
                .contains("-XX:MaxRAMPercentage=50")
                .noneMatch(word -> word.startsWith("-Xmx"))
                .endsWith("-jar", application + "/quarkus-run.jar", "processor", "--data", "/data");
    }

    @Test
    void javaTakesThePlaceOfTheScriptSoThatItGetsTheSignals() throws Exception {
        Process process = start("collector");
        String first = process.inputReader(StandardCharsets.UTF_8).readLine();

        assertThat(first).isEqualTo("pid " + process.pid());
    }

    private List<String> started(String... words) throws Exception {
        Process process = start(words);
        List<String> said = process.inputReader(StandardCharsets.UTF_8).lines().toList();
        assertThat(process.waitFor()).as(said.toString()).isZero();
        return said;
    }

    private Process start(String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(varde.toString()));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("VARDE_APPLICATION", application.toString());
        builder.environment().put("JAVA_HOME", jdk.toString());
        builder.environment().remove("VARDE_JAVA_OPTS");
        return builder.start();
    }
}

package dev.varde.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/// The packaged `varde` as a process, with what it printed in a file.
final class VardeProcess implements AutoCloseable {
    private static final Duration READY = Duration.ofSeconds(90);
    private static final long END_SECONDS = 30;

    private final Process process;
    private final Path output;

    private VardeProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    static VardeProcess start(Path output, String... arguments) throws IOException {
        return start(output, Map.of(), arguments);
    }

    static VardeProcess start(Path output, Map<String, String> environment, String... arguments)
            throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-Xmx400m",
                                "--enable-native-access=ALL-UNNAMED",
                                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                                "-jar",
                                application()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        return new VardeProcess(builder.start(), output);
    }

    /// Waits for the line that says it is ready.
    VardeProcess ready() {
        Awaitility.await("ready: " + output)
                .atMost(READY)
                .until(() -> printed().contains("Varde is ready: ") || !process.isAlive());
        assertThat(printed()).contains("Varde is ready: ");
        return this;
    }

    /// The console's address with its token.
    String url() {
        return printed()
                .lines()
                .filter(line -> line.startsWith("Varde is ready: "))
                .map(line -> line.substring("Varde is ready: ".length()))
                .findFirst()
                .orElseThrow();
    }

    String printed() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    long pid() {
        return process.pid();
    }

    boolean alive() {
        return process.isAlive();
    }

    /// SIGKILL: no goodbye.
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /// SIGTERM.
    void terminate() {
        process.destroy();
    }

    int exitStatus() throws InterruptedException {
        assertThat(process.waitFor(END_SECONDS, TimeUnit.SECONDS))
                .as("ended in time; it printed:%n%s", printed())
                .isTrue();
        return process.exitValue();
    }

    @Override
    public void close() {
        Ends.gently(process, END_SECONDS);
    }

    private static String application() {
        String jar = System.getProperty("varde.application", "");
        assertThat(jar).as("-Dvarde.application names the packaged quarkus-run.jar").isNotEmpty();
        return jar;
    }
}

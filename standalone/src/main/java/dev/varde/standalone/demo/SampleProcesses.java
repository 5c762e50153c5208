package dev.varde.standalone.demo;

import java.io.File;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The processes of the demo: the backend, its database, and the thief of its port. The backend is
/// started by a script, the same one that Varde's restart runs.
final class SampleProcesses implements AutoCloseable {
    private static final long SCRIPT_SECONDS = 20;
    private static final long LOOK_AGAIN_MILLIS = 20;

    private final Path directory;
    private final int port;
    private final int databasePort;
    private final List<Process> children = new CopyOnWriteArrayList<>();
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private @Nullable Process database;

    /// @param cage where the backend's memory is limited, or null
    SampleProcesses(Path directory, int port, int databasePort, @Nullable MemoryCage cage)
            throws IOException {
        this.directory = directory;
        this.port = port;
        this.databasePort = databasePort;
        Files.createDirectories(directory);
        Files.writeString(script(), scriptText(cage));
        Files.setPosixFilePermissions(script(), PosixFilePermissions.fromString("rwx------"));
    }

    Path script() {
        return directory.resolve("restart-sample-backend");
    }

    Path log() {
        return directory.resolve("sample-backend.log");
    }

    Path pidFile() {
        return directory.resolve("sample-backend.pid");
    }

    Path databasePidFile() {
        return directory.resolve("sample-database.pid");
    }

    void startDatabase() throws IOException, InterruptedException {
        Process started = listener(databasePort, "sample-database.log");
        database = started;
        Files.writeString(databasePidFile(), Long.toString(started.pid()));
        awaitListening(databasePort, "the sample database");
    }

    void killDatabase() {
        if (database != null) {
            database.destroyForcibly();
        }
    }

    /// A program that takes the backend's port as soon as it is free.
    Process startThief() throws IOException {
        return listener(port, "thief.log");
    }

    void startBackend() throws IOException, InterruptedException {
        Process script =
                new ProcessBuilder(script().toString())
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("script.log").toFile())
                        .start();
        if (!script.waitFor(SCRIPT_SECONDS, TimeUnit.SECONDS) || script.exitValue() != 0) {
            throw new IOException(
                    "the sample backend did not start; see " + directory.resolve("script.log"));
        }
        awaitListening(port, "the sample backend");
    }

    void killBackend() throws IOException {
        backend().ifPresent(ProcessHandle::destroyForcibly);
    }

    /// Asks the backend to fail in one of its ways.
    void crash(String how) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/crash/" + how))
                        .timeout(Duration.ofSeconds(5))
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build();
        http.send(request, HttpResponse.BodyHandlers.discarding());
    }

    @Override
    public void close() {
        endAll();
        http.shutdownNow();
    }

    /// Also when the process is told to end in the middle of the play.
    void endAll() {
        children.forEach(Process::destroyForcibly);
        try {
            killBackend();
        } catch (IOException e) {
            System.err.println("The sample backend may still run: " + e.getMessage());
        }
    }

    private static void awaitListening(int port, String what)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SCRIPT_SECONDS);
        while (System.nanoTime() < deadline) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                if (socket.isConnected()) {
                    return;
                }
            } catch (ConnectException e) {
                Thread.sleep(LOOK_AGAIN_MILLIS);
            }
        }
        throw new IOException(what + " does not listen on port " + port);
    }

    private Optional<ProcessHandle> backend() throws IOException {
        if (!Files.exists(pidFile())) {
            return Optional.empty();
        }
        return ProcessHandle.of(Long.parseLong(Files.readString(pidFile()).strip()))
                .filter(p ->
                        p.info()
                                .arguments()
                                .map(a -> String.join(" ", a))
                                .orElse("")
                                .contains("SampleBackend"));
    }

    private Process listener(int listenOn, String log) throws IOException {
        Process process =
                new ProcessBuilder(
                                java(),
                                "-XX:+UseSerialGC",
                                "-Xmx16m",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                classPath(),
                                SampleDatabase.class.getName(),
                                Integer.toString(listenOn))
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve(log).toFile())
                        .start();
        children.add(process);
        return process;
    }

    /// Ends the one that runs, then starts a new one that outlives the script and its caller.
    private String scriptText(@Nullable MemoryCage cage) {
        String java =
                quoted(java())
                        + " -XX:+UseSerialGC -Xmx32m -XX:TieredStopAtLevel=1"
                        + " --enable-native-access=ALL-UNNAMED -cp "
                        + quoted(classPath())
                        + " "
                        + SampleBackend.class.getName()
                        + " "
                        + port
                        + " "
                        + databasePort;
        return """
        #!/bin/sh
        # Restarts the sample backend of varde demo.
        pid=$(cat %1$s 2>/dev/null)
        [ -z "$pid" ] || kill -9 "$pid" 2>/dev/null
        %2$s
        %3$s </dev/null >>%4$s 2>&1 &
        echo $! >%1$s.new && mv %1$s.new %1$s
        """
                .formatted(
                        quoted(pidFile().toString()),
                        cage == null ? "" : "echo $$ >" + quoted(cage.procs().toString()),
                        java,
                        quoted(log().toString()));
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /// The jar of this module, which is all that the sample processes need.
    private static String classPath() {
        Path start =
                Path.of(System.getProperty("java.class.path").split(File.pathSeparator, -1)[0]);
        Path parent = start.toAbsolutePath().getParent();
        File[] jars =
                parent == null
                        ? null
                        : parent.resolve("app")
                                .toFile()
                                .listFiles((_, name) -> name.startsWith("varde-standalone"));
        return jars == null || jars.length == 0 ? start.toString() : jars[0].toString();
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}

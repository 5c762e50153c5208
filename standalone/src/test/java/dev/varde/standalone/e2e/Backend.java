package dev.varde.standalone.e2e;

import dev.varde.standalone.broker.FreePorts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/// A real backend in Python with a script that restarts it, as a service in the configuration.
final class Backend implements AutoCloseable {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    final String name;
    final int port;
    private final Path directory;
    private String needs = "";

    /// @param databasePort what it connects to first, or null
    /// @param cgroupProcs where it puts itself, or null
    Backend(Path parent, String name, @Nullable Integer databasePort, @Nullable Path cgroupProcs)
            throws IOException {
        this.name = name;
        this.port = FreePorts.find(1)[0];
        this.directory = Files.createDirectories(parent.resolve(name));
        Path program = directory.resolve("backend.py");
        try (var source = Backend.class.getResourceAsStream("/e2e/backend.py")) {
            Files.write(program, java.util.Objects.requireNonNull(source).readAllBytes());
        }
        Files.writeString(restartScript(), script(program, databasePort, cgroupProcs));
        Files.setPosixFilePermissions(
                restartScript(), PosixFilePermissions.fromString("rwx------"));
        Files.createFile(log());
    }

    Path log() {
        return directory.resolve("backend.log");
    }

    Path restartScript() {
        return directory.resolve("restart");
    }

    Path pidFile() {
        return directory.resolve("pid");
    }

    /// Depends on that service.
    Backend needs(String service) {
        needs = "\n    needs: [" + service + "]";
        return this;
    }

    /// Its entry under `services:`.
    String yaml() {
        return """
          - name: %s
            labels: {team: test}%s
            process: {pid-file: %s}
            health:
              - {http: "http://127.0.0.1:%d/health", every: 300ms, timeout: 700ms, failures: 2}
            logs: [%s]
            restart: {command: [%s]}
        """
                .formatted(name, needs, pidFile(), port, log(), restartScript());
    }

    Backend start() throws IOException, InterruptedException {
        Process script = new ProcessBuilder(restartScript().toString()).start();
        if (!script.waitFor(20, TimeUnit.SECONDS) || script.exitValue() != 0) {
            throw new IOException(restartScript() + " failed");
        }
        return this;
    }

    Backend awaitHealthy() {
        Awaitility.await(name + " answers").atMost(Duration.ofSeconds(30)).until(this::healthy);
        return this;
    }

    boolean healthy() {
        try {
            HttpRequest get =
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health"))
                            .timeout(Duration.ofSeconds(2))
                            .build();
            return HTTP.send(get, HttpResponse.BodyHandlers.ofString()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// How it is now, for the message of a test that failed.
    String condition() {
        try {
            List<String> log = Files.readAllLines(log());
            return "%s: process %d %s, %s; its log ends with%n%s"
                    .formatted(
                            name,
                            pid(),
                            ProcessHandle.of(pid()).isPresent() ? "is there" : "is gone",
                            healthy() ? "answers" : "does not answer",
                            String.join(
                                    "\n", log.subList(Math.max(0, log.size() - 8), log.size())));
        } catch (IOException e) {
            return name + ": " + e;
        }
    }

    /// Asks it to fail: `exception`, `hang`, `memory`, or `query` its database, which fails while
    /// that is away.
    void crash(String how) throws IOException, InterruptedException {
        post(how, "");
    }

    /// Makes it write a text to its log.
    void say(String text) throws IOException, InterruptedException {
        post("say", text);
    }

    private void post(String path, String body) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/crash/" + path))
                        .timeout(Duration.ofSeconds(5))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build();
        HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    }

    long pid() throws IOException {
        return Long.parseLong(Files.readString(pidFile()).strip());
    }

    /// Sends a signal to the process in the pid file.
    void signal(String signal) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + signal, Long.toString(pid())).start().waitFor();
    }

    @Override
    public void close() throws IOException {
        if (Files.exists(pidFile())) {
            ProcessHandle.of(pid()).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    private String script(
            Path program, @Nullable Integer databasePort, @Nullable Path cgroupProcs) {
        return """
        #!/bin/sh
        if [ -e %1$s ]; then
            old=$(cat %1$s)
            kill -9 "$old" 2>/dev/null
            tries=0 # it holds the port until it is gone
            while [ $tries -lt 100 ] && kill -0 "$old" 2>/dev/null; do sleep 0.02; tries=$((tries + 1)); done
        fi
        %2$s
        python3 %3$s %4$d %5$s </dev/null >>%6$s 2>&1 &
        echo $! >%1$s.new && mv %1$s.new %1$s
        """
                .formatted(
                        pidFile(),
                        cgroupProcs == null ? "" : "echo $$ >" + cgroupProcs,
                        program,
                        port,
                        databasePort == null ? "" : databasePort.toString(),
                        log());
    }
}

package dev.varde.bench.faults;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Debian's `prometheus-alertmanager` with two receivers that hear of everything, each alert a
/// group of its own: one with the times it has by default (30 s before the first message of a
/// group, 5 min before the next), one that waits for nothing before the first.
final class Alertmanager implements AutoCloseable {
    static final String PROGRAM = "/usr/bin/prometheus-alertmanager";
    private static final long START_SECONDS = 30;
    private static final long LOOK_AGAIN_MILLIS = 50;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Process process;
    private final URI alerts;

    private Alertmanager(Process process, int port) {
        this.process = process;
        this.alerts = URI.create("http://127.0.0.1:" + port + "/api/v2/alerts");
    }

    /// @param usual where the one with the default times sends
    /// @param quick where the other one sends
    static Alertmanager start(Path directory, int port, String usual, String quick)
            throws IOException, InterruptedException {
        Path file =
                Files.writeString(
                        directory.resolve("alertmanager.yml"),
                        """
                        route:
                          receiver: usual
                          group_by: [incident]
                          routes:
                            - {receiver: usual, continue: true}
                            - {receiver: quick, group_wait: 0s}
                        receivers:
                          - {name: usual, webhook_configs: [{url: "%s"}]}
                          - {name: quick, webhook_configs: [{url: "%s"}]}
                        """
                                .formatted(usual, quick));
        Process process =
                new ProcessBuilder(
                                PROGRAM,
                                "--config.file=" + file,
                                "--storage.path=" + directory.resolve("alertmanager"),
                                "--web.listen-address=127.0.0.1:" + port,
                                "--cluster.listen-address=")
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("alertmanager.log").toFile())
                        .start();
        Alertmanager started = new Alertmanager(process, port);
        started.awaitAnswer();
        return started;
    }

    private void awaitAnswer() throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (!answers()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                process.destroyForcibly();
                throw new IllegalStateException("the Alertmanager did not start");
            }
            Thread.sleep(LOOK_AGAIN_MILLIS);
        }
    }

    private boolean answers() throws InterruptedException {
        try {
            return send(HttpRequest.newBuilder(alerts).GET().build()) == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    /// @param ended null while the alert fires
    void tell(String incident, Instant began, @Nullable Instant ended)
            throws IOException, InterruptedException {
        String end = ended == null ? "" : ",\"endsAt\":\"" + ended + "\"";
        String body =
                "[{\"labels\":{\"alertname\":\"oom-kill\",\"incident\":\"%s\"},\"annotations\":{\"summary\":\"shop died\"},\"startsAt\":\"%s\"%s}]"
                        .formatted(incident, began, end);
        int status =
                send(
                        HttpRequest.newBuilder(alerts)
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build());
        if (status != 200) {
            throw new IOException("the Alertmanager answered " + status);
        }
    }

    private int send(HttpRequest request) throws IOException, InterruptedException {
        return client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
    }

    @Override
    public void close() {
        process.destroy();
        client.shutdownNow();
    }
}

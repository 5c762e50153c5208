package dev.varde.console.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/// A real Chromium without a window, told what to do by its DevTools protocol.
final class Browser implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final Process process;
    private final HttpClient client = HttpClient.newHttpClient();
    private final WebSocket socket;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private int asked;

    Browser(Path profile, String url) throws IOException, InterruptedException {
        process =
                new ProcessBuilder(
                                program().orElseThrow().toString(),
                                "--headless",
                                "--no-sandbox",
                                "--disable-gpu",
                                "--remote-debugging-port=0",
                                "--user-data-dir=" + profile,
                                "about:blank")
                        .redirectErrorStream(true)
                        .redirectOutput(profile.resolveSibling("browser.log").toFile())
                        .start();
        Path port = profile.resolve("DevToolsActivePort");
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> Files.exists(port) && Files.readAllLines(port).size() > 1);
        socket = attach("http://127.0.0.1:" + Files.readAllLines(port).getFirst(), url);
    }

    static Optional<Path> program() {
        return List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
                .stream()
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    private WebSocket attach(String devTools, String url) throws IOException, InterruptedException {
        // What follows an `&` would be taken for an option of DevTools' own.
        String address = url.replace("&", "%26");
        HttpRequest open =
                HttpRequest.newBuilder(URI.create(devTools + "/json/new?" + address))
                        .PUT(HttpRequest.BodyPublishers.noBody())
                        .build();
        String page = client.send(open, HttpResponse.BodyHandlers.ofString()).body();
        URI socketOfPage = URI.create(JSON.readTree(page).get("webSocketDebuggerUrl").asText());
        return client.newWebSocketBuilder().buildAsync(socketOfPage, new Listener()).join();
    }

    /// What the script's expression is worth, as text; promises are waited for.
    String evaluate(String script) throws IOException, InterruptedException {
        int id = ++asked;
        Map<String, Object> request =
                Map.of(
                        "id",
                        id,
                        "method",
                        "Runtime.evaluate",
                        "params",
                        Map.of("expression", script, "awaitPromise", true, "returnByValue", true));
        socket.sendText(JSON.writeValueAsString(request), true).join();
        while (true) {
            String answer = answers.poll(20, TimeUnit.SECONDS);
            if (answer == null) {
                throw new IOException("the browser did not answer");
            }
            JsonNode node = JSON.readTree(answer);
            if (node.path("id").asInt() == id) {
                return node.path("result").path("result").path("value").asText();
            }
        }
    }

    @Override
    public void close() {
        socket.abort();
        client.close();
        // Its helpers write to the profile until they are gone; so it is deleted only after them.
        List<ProcessHandle> all =
                Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
        process.destroy();
        process.onExit().orTimeout(10, TimeUnit.SECONDS).exceptionally(_ -> killed()).join();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(p -> p.onExit().orTimeout(5, TimeUnit.SECONDS).exceptionally(_ -> p).join());
    }

    private Process killed() {
        return process.destroyForcibly();
    }

    /// Collects whole messages.
    private final class Listener implements WebSocket.Listener {
        private final StringBuilder part = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(
                WebSocket from, CharSequence text, boolean last) {
            part.append(text);
            if (last) {
                answers.add(part.toString());
                part.setLength(0);
            }
            from.request(1);
            return null;
        }
    }
}

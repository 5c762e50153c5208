package dev.varde.bench.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// When a webhook first heard that an incident began, and that it is over; of Varde's format and of
/// the Alertmanager's.
final class FirstHeard implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Long> begun = new ConcurrentHashMap<>();
    private final Map<String, Long> over = new ConcurrentHashMap<>();

    FirstHeard() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 500);
        server.createContext("/", this::take);
        server.setExecutor(threads);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    /// `System.nanoTime()` by incident.
    Map<String, Long> begun() {
        return begun;
    }

    Map<String, Long> over() {
        return over;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void take(HttpExchange exchange) throws IOException {
        long now = System.nanoTime();
        JsonNode body;
        try (exchange) {
            body = JSON.readTree(exchange.getRequestBody().readAllBytes());
            exchange.sendResponseHeaders(200, -1);
        }
        if (body.has("alerts")) {
            for (JsonNode alert : body.path("alerts")) {
                boolean firing = alert.path("status").asText().equals("firing");
                note(alert.path("labels").path("incident").asText(), firing, now);
            }
        } else {
            boolean resolved = body.path("type").asText().equals("incident.resolved");
            note(body.path("data").path("id").asText(), !resolved, now);
        }
    }

    private void note(String incident, boolean firing, long now) {
        (firing ? begun : over).putIfAbsent(incident, now);
    }
}

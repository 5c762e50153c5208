package dev.varde.bench.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Takes webhooks for one receiver, in its temper, and puts them into the inbox; what it is told of
/// it knows only where the format is `varde`.
final class HookReceiver implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final byte[] OK = "ok".getBytes(StandardCharsets.UTF_8);

    private final String name;
    private final Temper temper;
    private final Inbox inbox;
    private final Trap before;
    private final Trap after;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Integer> attempts = new ConcurrentHashMap<>();

    /// @param before springs when a message is here and not yet answered
    /// @param after springs when it is answered
    HookReceiver(String name, Temper temper, Inbox inbox, Trap before, Trap after)
            throws IOException {
        this.name = name;
        this.temper = temper;
        this.inbox = inbox;
        this.before = before;
        this.after = after;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        server.createContext("/", this::take);
        server.setExecutor(threads);
        server.start();
    }

    String yaml(String format) {
        return "  - {name: %s, webhook: {url: \"http://127.0.0.1:%d/\", format: %s, allow-private: true}}\n"
                .formatted(name, server.getAddress().getPort(), format);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void take(HttpExchange exchange) throws IOException {
        JsonNode body = JSON.readTree(exchange.getRequestBody().readAllBytes());
        String id = String.valueOf(exchange.getRequestHeaders().getFirst("webhook-id"));
        int attempt = attempts.merge(id, 1, Integer::sum);
        boolean refused = temper.refuses(id, attempt);
        long now = System.currentTimeMillis();
        inbox.add(
                new Arrival(
                        name,
                        id,
                        body.path("data").path("id").asText(),
                        body.path("type").asText(),
                        body.path("data").path("revision").asInt(),
                        now,
                        !refused));
        dawdle(id);
        before.spring();
        try (exchange) {
            exchange.sendResponseHeaders(refused ? 500 : 200, OK.length);
            exchange.getResponseBody().write(OK);
        }
        after.spring();
    }

    private void dawdle(String id) {
        try {
            Thread.sleep(temper.millis(id));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package dev.varde.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Takes webhooks and the moment each arrived.
final class BenchHooks implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final BlockingQueue<Hook> arrived = new LinkedBlockingQueue<>();

    record Hook(Instant at, String type, JsonNode incident) {}

    BenchHooks() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::take);
        server.setExecutor(threads);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    /// The next webhook of a type.
    ///
    /// @throws IllegalStateException when none comes within the seconds
    Hook await(String type, long seconds) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (true) {
            @Nullable Hook hook = arrived.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (hook == null) {
                throw new IllegalStateException("no " + type + " within " + seconds + " s");
            }
            if (hook.type().equals(type)) {
                return hook;
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void take(HttpExchange exchange) throws IOException {
        Instant now = Instant.now();
        JsonNode json = JSON.readTree(exchange.getRequestBody().readAllBytes());
        exchange.sendResponseHeaders(204, -1);
        exchange.close();
        arrived.add(new Hook(now, json.path("type").asText(), json.path("data")));
    }
}

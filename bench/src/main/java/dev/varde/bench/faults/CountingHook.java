package dev.varde.bench.faults;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Takes webhooks of any format at once and keeps no more than their ids and when they came.
final class CountingHook implements AutoCloseable {
    private final String path;
    private final int status;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<String> ids = new HashSet<>();
    private final List<Long> millis = new ArrayList<>();

    CountingHook() throws IOException {
        this("/", 204);
    }

    /// @param path what the format wants its URL to end with
    /// @param status what the format takes for success
    CountingHook(String path, int status) throws IOException {
        this.path = path;
        this.status = status;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 500);
        server.createContext("/", this::take);
        server.setExecutor(threads);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    /// How many different messages came.
    synchronized int distinct() {
        return ids.size();
    }

    /// When each came, repeats too, in order.
    synchronized List<Long> times() {
        return List.copyOf(millis);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void take(HttpExchange exchange) throws IOException {
        long now = System.currentTimeMillis();
        try (exchange) {
            exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
            exchange.sendResponseHeaders(status, -1);
        }
        synchronized (this) {
            ids.add(String.valueOf(exchange.getRequestHeaders().getFirst("webhook-id")));
            millis.add(now);
        }
    }
}

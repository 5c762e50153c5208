package dev.varde.notifier;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A real HTTP server on loopback that keeps what it got and answers as told.
public final class HttpReceiver implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Got> got = new CopyOnWriteArrayList<>();

    /// Answers the nth request, from 1.
    public interface Answer {
        void answer(HttpExchange exchange, int request) throws IOException;
    }

    public record Got(String path, Map<String, String> headers, String text, long nanos) {
        public String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    public HttpReceiver(Answer answer) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> take(exchange, answer));
        server.start();
    }

    public static HttpReceiver answering(int... statuses) throws IOException {
        return new HttpReceiver((exchange, request) -> {
            int index = Math.min(request, statuses.length) - 1;
            exchange.sendResponseHeaders(statuses[index], -1);
            exchange.close();
        });
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook?token=hush";
    }

    public List<Got> got() {
        return got;
    }

    @Override
    public void close() {
        threads.shutdownNow();
        server.stop(0);
    }

    private void take(HttpExchange exchange, Answer answer) throws IOException {
        long now = System.nanoTime();
        String body =
                new String(
                        exchange.getRequestBody().readAllBytes(),
                        java.nio.charset.StandardCharsets.UTF_8);
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name, values.getFirst()));
        int number;
        synchronized (got) {
            got.add(new Got(exchange.getRequestURI().getPath(), headers, body, now));
            number = got.size();
        }
        answer.answer(exchange, number);
    }
}

package dev.varde.collector.self;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.varde.events.metrics.MetricsText;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/// Answers `GET /q/health`, `/q/health/live`, `/q/health/ready` and `/q/metrics`, with the JDK's
/// own small server. It takes nothing in: what else is asked is refused, and a body is not read.
public final class Endpoint implements AutoCloseable {
    private static final int BACKLOG = 20;

    private final HttpServer server;
    private final ExecutorService threads =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("varde-http-", 0).factory());

    private record Answer(int status, String type, String body) {}

    private Endpoint(HttpServer server) {
        this.server = server;
    }

    /// What is shown; asked for each request.
    public interface Shown {
        /// That the process works; when it does not, only a new start helps.
        Health live();

        /// That it does what it is there for.
        Health ready();

        MetricsText metrics();
    }

    /// @throws IOException when the address cannot be listened on
    public static Endpoint open(InetSocketAddress address, Shown shown) throws IOException {
        bound("sun.net.httpserver.maxReqTime", "10"); // seconds
        bound("sun.net.httpserver.maxRspTime", "10");
        bound("sun.net.httpserver.timerMillis", "5000"); // how often those two are looked at
        bound("jdk.httpserver.maxConnections", "32");
        bound("sun.net.httpserver.maxReqHeaders", "50");
        Endpoint endpoint = new Endpoint(HttpServer.create(address, BACKLOG));
        endpoint.answer("/q/health", () -> health(both(shown)));
        endpoint.answer("/q/health/live", () -> health(shown.live()));
        endpoint.answer("/q/health/ready", () -> health(shown.ready()));
        endpoint.answer(
                "/q/metrics",
                () -> new Answer(200, MetricsText.CONTENT_TYPE, shown.metrics().toString()));
        endpoint.server.setExecutor(endpoint.threads);
        endpoint.server.start();
        return endpoint;
    }

    /// The server's bounds are settings of the process; one that somebody set stays.
    private static void bound(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    private static Health both(Shown shown) {
        java.util.List<Health.Check> all = new java.util.ArrayList<>(shown.live().checks());
        all.addAll(shown.ready().checks());
        return new Health(all);
    }

    private static Answer health(Health health) {
        return new Answer(health.up() ? 200 : 503, "application/json", health.json());
    }

    private void answer(String path, Supplier<Answer> answer) {
        server.createContext(path, exchange -> answer(exchange, path, answer));
    }

    private static void answer(HttpExchange exchange, String path, Supplier<Answer> answer)
            throws IOException {
        try (exchange) {
            String method = exchange.getRequestMethod();
            if (!exchange.getRequestURI().getPath().equals(path)) {
                exchange.sendResponseHeaders(404, -1);
            } else if (!method.equals("GET") && !method.equals("HEAD")) {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD");
                exchange.sendResponseHeaders(405, -1);
            } else {
                send(exchange, answer.get(), method.equals("HEAD"));
            }
        }
    }

    private static void send(HttpExchange exchange, Answer answer, boolean headOnly)
            throws IOException {
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", answer.type());
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(answer.status(), headOnly ? -1 : body.length);
        if (!headOnly) {
            exchange.getResponseBody().write(body);
        }
    }

    /// The port it listens on.
    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}

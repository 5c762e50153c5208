package dev.varde.standalone.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/// A real HTTP server that takes webhooks and keeps what it got.
final class HookReceiver implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Hook> hooks = new CopyOnWriteArrayList<>();
    private volatile Predicate<Hook> answers = _ -> true;

    /// @param id the header `webhook-id`
    /// @param body as it came, as bytes were signed
    record Hook(
            Instant arrived,
            String id,
            String timestamp,
            String signature,
            String body,
            JsonNode json) {
        String type() {
            return json.path("type").asText();
        }

        JsonNode incident() {
            return json.path("data");
        }

        String cause() {
            return incident().path("cause").asText();
        }

        boolean about(String service) {
            return incident().path("service").asText().equals(service);
        }
    }

    HookReceiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/hook", this::take);
        server.setExecutor(threads);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
    }

    /// Called for each hook before it is answered; false leaves it without an answer.
    void answering(Predicate<Hook> decides) {
        answers = decides;
    }

    List<Hook> about(String service) {
        return hooks.stream().filter(h -> h.about(service)).toList();
    }

    List<Hook> all() {
        return List.copyOf(hooks);
    }

    /// The first hook that fits, waited for.
    Hook await(String what, Predicate<Hook> fits) {
        return await(what, fits, PATIENCE);
    }

    Hook await(String what, Predicate<Hook> fits, Duration patience) {
        Awaitility.await(what)
                .atMost(patience)
                .conditionEvaluationListener(
                        new org.awaitility.core.ConditionEvaluationListener<Boolean>() {
                            @Override
                            public void conditionEvaluated(
                                    org.awaitility.core.EvaluatedCondition<Boolean> c) {}

                            @Override
                            public void onTimeout(org.awaitility.core.TimeoutEvent e) {
                                System.err.println(
                                        what + " did not come; these did:\n" + summary());
                            }
                        })
                .pollInterval(Duration.ofMillis(50))
                .until(() -> hooks.stream().anyMatch(fits));
        return hooks.stream().filter(fits).findFirst().orElseThrow();
    }

    String summary() {
        StringBuilder all = new StringBuilder();
        for (Hook hook : hooks) {
            all.append(hook.arrived())
                    .append(' ')
                    .append(hook.type())
                    .append(' ')
                    .append(hook.cause())
                    .append(' ')
                    .append(hook.incident().path("summary").asText())
                    .append('\n');
        }
        return all.toString();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void take(HttpExchange exchange) throws IOException {
        Instant arrived = Instant.now();
        String body =
                new String(
                        exchange.getRequestBody().readAllBytes(),
                        java.nio.charset.StandardCharsets.UTF_8);
        Hook hook =
                new Hook(
                        arrived,
                        header(exchange, "webhook-id"),
                        header(exchange, "webhook-timestamp"),
                        header(exchange, "webhook-signature"),
                        body,
                        JSON.readTree(body));
        hooks.add(hook);
        if (answers.test(hook)) {
            exchange.sendResponseHeaders(204, -1);
        }
        exchange.close();
    }

    private static String header(HttpExchange exchange, String name) {
        String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }
}

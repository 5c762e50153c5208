package dev.varde.collector.self;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varde.events.metrics.MetricsText;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EndpointTest {
    private final HttpClient client = HttpClient.newHttpClient();
    private boolean live = true;
    private boolean ready = true;
    private Endpoint endpoint;

    @BeforeEach
    void open() throws Exception {
        endpoint =
                Endpoint.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), shown());
    }

    @AfterEach
    void close() {
        endpoint.close();
        client.shutdownNow();
    }

    private Endpoint.Shown shown() {
        return new Endpoint.Shown() {
            @Override
            public Health live() {
                return new Health(List.of(new Health.Check("heart", live, "1 s ago")));
            }

            @Override
            public Health ready() {
                return new Health(List.of(new Health.Check("kafka", ready, "3 events wait")));
            }

            @Override
            public MetricsText metrics() {
                return new MetricsText().gauge("a", "A.", 1);
            }
        };
    }

    private HttpResponse<String> ask(String method, String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + endpoint.port() + path))
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void healthIsUpWhileAllIsWell() throws Exception {
        HttpResponse<String> health = ask("GET", "/q/health");

        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(health.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(health.body())
                .isEqualTo(
                        "{\"status\":\"UP\",\"checks\":[{\"name\":\"heart\",\"status\":\"UP\",\"data\":{\"detail\":\"1"
                                + " s ago\"}},{\"name\":\"kafka\",\"status\":\"UP\",\"data\":{\"detail\":\"3"
                                + " events wait\"}}]}");
    }

    @Test
    void aCollectorWithoutKafkaLivesAndIsNotReady() throws Exception {
        ready = false;

        assertThat(ask("GET", "/q/health/live").statusCode()).isEqualTo(200);
        assertThat(ask("GET", "/q/health/ready").statusCode()).isEqualTo(503);
        assertThat(ask("GET", "/q/health").body()).startsWith("{\"status\":\"DOWN\"");
    }

    @Test
    void metricsAreInPrometheusText() throws Exception {
        HttpResponse<String> metrics = ask("GET", "/q/metrics");

        assertThat(metrics.headers().firstValue("Content-Type"))
                .hasValue("text/plain; version=0.0.4; charset=utf-8");
        assertThat(metrics.body()).endsWith("a 1\n");
        assertThat(ask("HEAD", "/q/metrics").body()).isEmpty();
    }

    @Test
    void nothingElseIsAnswered() throws Exception {
        assertThat(ask("GET", "/").statusCode()).isEqualTo(404);
        assertThat(ask("GET", "/q/metrics/x").statusCode()).isEqualTo(404);
        assertThat(ask("POST", "/q/health").statusCode()).isEqualTo(405);
        assertThat(ask("DELETE", "/q/metrics").statusCode()).isEqualTo(405);
    }

    @Test
    void aPortThatIsTakenIsAnErrorThatTheCallerHears() {
        InetSocketAddress taken =
                new InetSocketAddress(InetAddress.getLoopbackAddress(), endpoint.port());

        assertThatThrownBy(() -> Endpoint.open(taken, shown())).isInstanceOf(IOException.class);
    }
}

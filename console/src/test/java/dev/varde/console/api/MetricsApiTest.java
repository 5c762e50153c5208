package dev.varde.console.api;

import static dev.varde.console.SampleIncidents.canary;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.varde.console.Sample;
import dev.varde.console.SampleFleet;
import dev.varde.console.SpokenWords;
import dev.varde.console.app.Console;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
class MetricsApiTest {
    @Inject Console console;

    @TempDir Path data;

    private Console.Running running;

    @BeforeEach
    void start() {
        running = console.begin(Sample.configuration(), data, new SpokenWords());
        SampleFleet.fill(running.board(), Instant.now());
    }

    @Test
    void numbersNeedNoTokenAndNameNobody() {
        String text =
                given().get("/q/metrics")
                        .then()
                        .statusCode(200)
                        .contentType("text/plain; version=0.0.4; charset=utf-8")
                        .extract()
                        .asString();

        assertThat(text)
                .contains(
                        "varde_console_ready 0\n",
                        "varde_incidents_open{severity=\"critical\"} 1\n",
                        "varde_incidents_open{severity=\"warning\"} 1\n",
                        "varde_services{state=\"down\"} 1\n",
                        "varde_hosts 2\n",
                        "varde_hosts_silent 0\n")
                .doesNotContain("kontali", "web-1", "varde_canary");
    }

    @Test
    void theCanarysWayIsMeasuredInMetricsHealthAndState() {
        Instant now = Instant.now();
        running.board().see(canary(now.minusSeconds(61), Duration.ofMillis(20)));
        running.board().see(canary(now.minusSeconds(1), Duration.ofMillis(30)));

        assertThat(given().get("/q/metrics").asString())
                .contains(
                        "varde_canary_seconds{quantile=\"0.5\"} 0.02\n",
                        "varde_canary_seconds{quantile=\"0.99\"} 0.03\n",
                        "varde_canary_last_seconds 0.03\n",
                        "varde_canary_last_timestamp_seconds ",
                        "varde_canary_late 0\n");
        assertThat(given().get("/q/health/ready").asString()).contains("30 ms, ");
        given().cookie("varde", console.token())
                .get("/api/state")
                .then()
                .body("canary.count", equalTo(2));
    }

    @Test
    void aCanaryThatIsMissingIsSaidOnThePageAndMeasured() {
        running.board().expectCanary(Duration.ofMinutes(1));
        running.board().see(canary(Instant.now().minusSeconds(600), Duration.ofMillis(20)));

        assertThat(given().get("/q/metrics").asString()).contains("varde_canary_late 1\n");
        assertThat(given().cookie("varde", console.token()).get("/").asString())
                .contains("The canary did not come since ", "a synthetic incident went");
    }
}

package dev.varde.console.api;

import static dev.varde.console.SampleIncidents.delivery;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.varde.console.Sample;
import dev.varde.console.SpokenWords;
import dev.varde.console.app.Console;
import dev.varde.console.view.Board;
import dev.varde.events.Delivery.State;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class DeliveriesApiTest {
    @Inject Console console;

    @TempDir Path data;

    @BeforeEach
    void start() {
        Board board = console.begin(Sample.configuration(), data, new SpokenWords()).board();
        Instant now = Instant.now();
        board.see(delivery("i-1/1/mail/ops", "i-1", State.DELIVERED, now.minusSeconds(30)));
        board.see(delivery("i-1/1/webhook/hook", "i-1", State.RETRYING, now.minusSeconds(20)));
        board.see(delivery("i-2/1/webhook/hook", "i-2", State.FAILED, now.minusSeconds(7_200)));
    }

    private RequestSpecification asked() {
        return given().header("Authorization", "Bearer " + console.token());
    }

    @Test
    void allAreListedTheNewestFirst() {
        asked().get("/api/deliveries")
                .then()
                .statusCode(200)
                .body(
                        "deliveries.id",
                        contains("i-1/1/webhook/hook", "i-1/1/mail/ops", "i-2/1/webhook/hook"))
                .body("deliveries[0].state", equalTo("retrying"))
                .body("next", nullValue());
    }

    @Test
    void theyAreChosenByIncidentReceiverStateTimeAndFailure() {
        only("incident=i-2", "i-2/1/webhook/hook");
        only("receiver=ops", "i-1/1/mail/ops");
        only("state=retrying", "i-1/1/webhook/hook");
        only("since=1h", "i-1/1/webhook/hook", "i-1/1/mail/ops");
        only("failed=true", "i-1/1/webhook/hook", "i-2/1/webhook/hook");
    }

    private void only(String query, String... ids) {
        asked().get("/api/deliveries?" + query).then().body("deliveries.id", contains(ids));
    }

    @Test
    void aPageSaysWhereTheNextOneBegins() {
        asked().get("/api/deliveries?limit=2")
                .then()
                .body("deliveries.size()", equalTo(2))
                .body("next", equalTo("i-1/1/mail/ops"));
        only("limit=2&after=i-1/1/mail/ops", "i-2/1/webhook/hook");
    }

    @Test
    void oneIsToldWithItsAttempts() {
        asked().get("/api/deliveries/i-2/1/webhook/hook")
                .then()
                .statusCode(200)
                .body("attempts[0].detail", equalTo("Service Unavailable"));
        asked().get("/api/deliveries/none").then().statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=501", "limit=x", "state=lost", "since=x"})
    void whatIsAskedForWronglyIsRefusedWithARemedy(String query) {
        asked().get("/api/deliveries?" + query)
                .then()
                .statusCode(400)
                .body("remedy", containsString("docs/commands.md"));
    }

    @Test
    void withoutTheTokenNothingIsTold() {
        given().get("/api/deliveries").then().statusCode(401);
        given().get("/deliveries").then().statusCode(401);
    }
}

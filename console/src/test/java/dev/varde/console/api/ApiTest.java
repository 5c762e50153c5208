package dev.varde.console.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;

import dev.varde.console.Sample;
import dev.varde.console.SampleFleet;
import dev.varde.console.SpokenWords;
import dev.varde.console.app.Console;
import dev.varde.console.app.Words.Outcome;
import dev.varde.events.IncidentId;
import dev.varde.events.OperatorWord;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class ApiTest {
    @Inject Console console;

    @TempDir Path data;

    private final SpokenWords words = new SpokenWords();

    @BeforeEach
    void start() {
        Console.Running running = console.begin(Sample.configuration(), data, words);
        SampleFleet.fill(running.board(), Instant.now());
    }

    private RequestSpecification asOperator() {
        return given().header("Authorization", "Bearer " + console.token());
    }

    @Test
    void stateTellsHostsServicesAndIncidents() {
        asOperator()
                .get("/api/state")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .body("headline.text", equalTo("1 incident open, 1 warning"))
                .body("hosts.name", hasItems("web-1", "db-1"))
                .body("services.find { it.service == 'redis' }.standing", equalTo("well"))
                .body("services.find { it.service == 'kontali-backend' }.standing", equalTo("down"))
                .body("open.size()", is(2))
                .body("past.size()", is(2));
    }

    @Test
    void anIncidentIsToldAsOnItsTopicWithItsDeliveries() {
        asOperator()
                .get("/api/incidents/i-open")
                .then()
                .statusCode(200)
                .body("incident.id", equalTo("i-open"))
                .body("incident.cause", equalTo("oom-kill"))
                .body("incident.state", equalTo("restarting"))
                .body("deliveries.id", hasItems("d1", "d2"));
        asOperator().get("/api/incidents").then().body("incidents.size()", is(4));
    }

    @Test
    void aSilenceIsAboutTheIncidentsServiceOnItsHost() {
        asOperator()
                .body("{\"by\":\"anna\",\"note\":\"moving disks\",\"for\":\"PT4H\"}")
                .post("/api/incidents/i-open/silence")
                .then()
                .statusCode(202);

        OperatorWord.SilenceAdded said = (OperatorWord.SilenceAdded) words.spoken().getFirst();
        assertThat(said.silence().match())
                .isEqualTo(Map.of("host", List.of("web-1"), "service", List.of("kontali-backend")));
        assertThat(Duration.between(said.silence().from(), said.silence().until()))
                .isEqualTo(Duration.ofHours(4));
        assertThat(said.by()).isEqualTo("anna");
        assertThat(said.silence().comment()).isEqualTo("moving disks");
        assertThat(said.forced()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"P31D", "PT1S", "soon", "-PT1H"})
    void aSilenceHasBounds(String lasts) {
        asOperator()
                .body("{\"for\":\"" + lasts + "\"}")
                .post("/api/incidents/i-open/silence")
                .then()
                .statusCode(400);
        assertThat(words.spoken()).isEmpty();
    }

    @Test
    void silencesAreListedAndEnded() {
        asOperator().body("{\"by\":\"anna\"}").post("/api/incidents/i-open/silence");
        OperatorWord.SilenceAdded said = (OperatorWord.SilenceAdded) words.spoken().getFirst();
        console.running().orElseThrow().board().hear(said);

        String id = said.silence().id().value();
        asOperator()
                .get("/api/silences")
                .then()
                .body("silences.id", hasItems(id))
                .body("silences[0].what", hasItems("service = kontali-backend"))
                .body("silences[0].holds", is(true));
        asOperator().post("/api/silences/" + id + "/end").then().statusCode(202);
        assertThat(words.spoken().getLast())
                .isInstanceOfSatisfying(
                        OperatorWord.SilenceEnded.class,
                        w -> assertThat(w.silence()).isEqualTo(said.silence().id()));
        console.running().orElseThrow().board().hear(words.spoken().getLast());
        asOperator().get("/api/silences").then().body("silences.size()", is(0));
        asOperator().post("/api/silences/" + id + "/end").then().statusCode(404);
    }

    @Test
    void acknowledgingSaysItWithNameAndNote() {
        asOperator()
                .body("{\"by\":\"anna\",\"note\":\"I am looking\"}")
                .post("/api/incidents/i-open/acknowledge")
                .then()
                .statusCode(202);
        assertThat(words.spoken()).hasSize(1);
        assertThat((OperatorWord.Acknowledge) words.spoken().getFirst())
                .returns(new IncidentId("i-open"), OperatorWord.Acknowledge::incident)
                .returns(Sample.WEB_1, OperatorWord.Acknowledge::host)
                .returns("anna", OperatorWord.Acknowledge::by)
                .returns("I am looking", OperatorWord.Acknowledge::note);
    }

    @Test
    void aRestartNamesTheOpenIncidentOfTheInstance() {
        asOperator().post("/api/instances/kontali-backend@web-1/restart").then().statusCode(202);
        assertThat((OperatorWord.RestartNow) words.spoken().getFirst())
                .returns(Sample.KONTALI, OperatorWord.RestartNow::service)
                .returns("console", OperatorWord.RestartNow::by)
                .extracting(OperatorWord.RestartNow::incident)
                .isNotNull();
    }

    @Test
    void resumeCloseAndTestAreCarriedToo() {
        asOperator().post("/api/instances/kontali-backend@web-1/resume").then().statusCode(202);
        asOperator().post("/api/incidents/i-open/close").then().statusCode(202);
        asOperator().post("/api/incidents/i-open/approve").then().statusCode(202);
        asOperator().post("/api/receivers/ops/test").then().statusCode(202);
        assertThat(words.spoken())
                .hasExactlyElementsOfTypes(
                        OperatorWord.Resume.class,
                        OperatorWord.Close.class,
                        OperatorWord.RestartApproved.class,
                        OperatorWord.TestReceiver.class);
    }

    @Test
    void whenKafkaIsAwayItSaysSoAndThatNothingWasDone() {
        words.answer(new Outcome.NotTaken("no broker"));
        asOperator()
                .post("/api/incidents/i-open/acknowledge")
                .then()
                .statusCode(503)
                .body("error", equalTo("Kafka did not confirm it: no broker"))
                .body("remedy", org.hamcrest.Matchers.startsWith("Nothing was done"));
    }

    @Test
    void whatIsNotKnownIsNotFound() {
        asOperator()
                .get("/api/incidents/none")
                .then()
                .statusCode(404)
                .body("error", equalTo("No incident none"));
        asOperator().post("/api/incidents/none/close").then().statusCode(404);
        asOperator().post("/api/instances/none@web-1/restart").then().statusCode(404);
        asOperator().post("/api/instances/nonsense/restart").then().statusCode(404);
        asOperator().post("/api/receivers/none/test").then().statusCode(404);
        asOperator()
                .get("/api/none")
                .then()
                .statusCode(404)
                .body("error", equalTo("There is nothing here"));
        assertThat(words.spoken()).isEmpty();
    }

    @Test
    void whatCannotBeDoneNowIsAConflict() {
        asOperator().post("/api/incidents/i-old/acknowledge").then().statusCode(409);
        assertThat(words.spoken()).isEmpty();
    }

    @Test
    void theWrongMethodIsRefused() {
        asOperator()
                .get("/api/incidents/i-open/close")
                .then()
                .statusCode(405)
                .contentType("application/json");
        asOperator().delete("/api/incidents/i-open").then().statusCode(405);
    }

    @Test
    void aBodyThatIsNotRightIsRefusedWithWhatIsWrong() {
        for (String body : new String[] {"[]", "{", "{\"by\":7}", "{\"by\":\"varde\"}"}) {
            asOperator().body(body).post("/api/incidents/i-open/close").then().statusCode(400);
        }
        asOperator()
                .body("{\"note\":\"" + "x".repeat(1_001) + "\"}")
                .post("/api/incidents/i-open/close")
                .then()
                .statusCode(400)
                .body("error", equalTo("'note' must be text of at most 1000 characters"));
        assertThat(words.spoken()).isEmpty();
    }
}

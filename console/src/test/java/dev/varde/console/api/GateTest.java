package dev.varde.console.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import dev.varde.console.Sample;
import dev.varde.console.SampleFleet;
import dev.varde.console.SpokenWords;
import dev.varde.console.app.Console;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
class GateTest {
    @Inject Console console;

    @TestHTTPResource
    @SuppressWarnings("NullAway.Init") // set by Quarkus
    URL url;

    @TempDir Path data;

    @BeforeEach
    void start() {
        Console.Running running = console.begin(Sample.configuration(), data, new SpokenWords());
        SampleFleet.fill(running.board(), Instant.now());
    }

    @Test
    void withoutTheTokenAPageSaysWhatToDoAndNothingElse() {
        given().get("/")
                .then()
                .statusCode(401)
                .body(containsString("Open the link that varde printed at its start"))
                .body(not(containsString("kontali")));
        given().get("/api/state")
                .then()
                .statusCode(401)
                .contentType("application/json")
                .body("remedy", equalTo("Open the link that varde printed at its start"));
        given().get("/varde.js").then().statusCode(401);
        given().get("/varde.css").then().statusCode(200);
        given().get("/varde.svg").then().statusCode(200);
    }

    @Test
    void theLinkSetsACookieThatOnlyTheServerSees() {
        Response response = given().redirects().follow(false).get("/?token=" + console.token());
        assertThat(response.statusCode()).isEqualTo(303);
        assertThat(response.header("Location")).isEqualTo("/");
        assertThat(response.header("Set-Cookie"))
                .containsIgnoringCase("; HttpOnly")
                .contains("varde=" + console.token(), "SameSite=Strict", "Path=/");
        given().cookie("varde", console.token())
                .get("/")
                .then()
                .statusCode(200)
                .body(containsString("kontali-backend"))
                .body(not(containsString(console.token())));
    }

    @Test
    void aLinkOfAMailLeadsThroughTheLogInToItsQuestion() {
        String page = given().get("/incidents/i-open?do=silence").asString();
        assertThat(page)
                .contains("action=\"/incidents/i-open\"", "name=\"do\" value=\"silence\"")
                .doesNotContain("kontali");
        Response entered =
                given().redirects()
                        .follow(false)
                        .get("/incidents/i-open?token=" + console.token() + "&do=silence");
        assertThat(entered.header("Location")).isEqualTo("/incidents/i-open?do=silence");
        given().cookie("varde", console.token())
                .get("/incidents/i-open?do=silence")
                .then()
                .body(containsString("Silence kontali-backend@web-1?"));
    }

    @Test
    void aLinkOfAnotherSiteGetsNothingButASecondTry() {
        String page =
                given().header("Sec-Fetch-Site", "cross-site")
                        .get("/incidents/i-open?do=acknowledge")
                        .asString();
        assertThat(page).contains("url=/incidents/i-open?do=acknowledge").doesNotContain("kontali");
    }

    @Test
    void theNameByWhichPeopleReachItIsKnown() throws IOException {
        console.begin(Sample.reachedBy("https://varde.example.com"), data, new SpokenWords());

        assertThat(
                        raw(
                                "GET / HTTP/1.1\r\nHost: varde.example.com\r\nCookie: varde="
                                        + console.token()))
                .startsWith("HTTP/1.1 200");
    }

    @Test
    void aPostWithOnlyTheCookieIsRefused() {
        given().cookie("varde", console.token())
                .post("/api/incidents/i-open/close")
                .then()
                .statusCode(403);
        given().cookie("varde", console.token())
                .header("X-Varde", "1")
                .post("/api/incidents/i-open/close")
                .then()
                .statusCode(202);
    }

    @Test
    void everyAnswerForbidsWhatBrowsersShouldNotDo() {
        for (String path : new String[] {"/", "/varde.css", "/none", "/api/state"}) {
            given().get(path)
                    .then()
                    .header("Content-Security-Policy", containsString("default-src 'self'"))
                    .header("Content-Security-Policy", containsString("frame-ancestors 'none'"))
                    .header("X-Content-Type-Options", "nosniff")
                    .header("Referrer-Policy", "no-referrer")
                    .header("Cache-Control", "no-store");
        }
    }

    @Test
    void aForeignHostNameIsRefused() throws IOException {
        assertThat(raw("GET / HTTP/1.1\r\nHost: evil.example\r\nCookie: varde=" + console.token()))
                .startsWith("HTTP/1.1 421");
        assertThat(raw("GET / HTTP/1.1\r\nHost: [::1]:80\r\nCookie: varde=" + console.token()))
                .startsWith("HTTP/1.1 200");
        assertThat(raw("GET / HTTP/1.1\r\nHost: WEB-1:80\r\nCookie: varde=" + console.token()))
                .startsWith("HTTP/1.1 200");
    }

    @Test
    void pathsThatOnlyLookOpenAreNot() throws IOException {
        for (String path :
                new String[] {
                    "/q/health/../../api/state", "/varde.css/../api/state", "//api/state",
                    "/q/health/%2e%2e/%2e%2e/api/state", "/api/../", "/%61pi/state"
                }) {
            assertThat(raw("GET " + path + " HTTP/1.1\r\nHost: localhost"))
                    .as(path)
                    .doesNotContain("kontali")
                    .doesNotContain("\r\n\r\n{\"at\"");
        }
    }

    @Test
    void healthNeedsNoToken() {
        given().get("/q/health/live").then().statusCode(200);
        given().get("/q/health/ready")
                .then()
                .statusCode(503)
                .body("checks.find { it.name == 'console' }.data.state", equalTo("reading"));
    }

    @Test
    void whereNoConsoleRunsNothingIsServedAndNothingIsUnready() {
        console.close();
        given().get("/").then().statusCode(404);
        given().get("/api/state").then().statusCode(404);
        given().get("/varde.css").then().statusCode(404);
        given().get("/q/health/ready").then().statusCode(200);
    }

    private String raw(String head) throws IOException {
        try (Socket socket = new Socket(url.getHost(), url.getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(
                            (head + "\r\nConnection: close\r\n\r\n")
                                    .getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

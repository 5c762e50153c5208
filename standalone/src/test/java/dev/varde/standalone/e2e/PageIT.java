package dev.varde.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// The page of a running Varde in a real browser.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PageIT {
    private static final String HOSTILE = "ERROR <img src=x onerror=\"window.pwned=1\"><b>bold</b>";

    @TempDir static Path directory;
    private World world;
    private VardeProcess varde;
    private Backend shown;
    private Backend broken;

    @BeforeAll
    void start() throws Exception {
        world = new World(directory);
        shown = world.backend("shown").start();
        broken = world.backend("broken").start();
        varde =
                VardeProcess.start(
                                directory.resolve("varde.out"),
                                "up",
                                "-c",
                                world.configuration(null).toString(),
                                "--data",
                                directory.resolve("data").toString(),
                                "--port",
                                "0")
                        .ready();
        shown.awaitHealthy();
        broken.awaitHealthy();
    }

    @AfterAll
    void stop() throws Exception {
        varde.close();
        world.close();
    }

    @Test
    void nothingIsServedWithoutTheToken() throws Exception {
        String origin = varde.url().substring(0, varde.url().indexOf("/?"));

        for (String path : new String[] {"/", "/api/state", "/api/incidents", "/api/stream"}) {
            assertThat(status(HttpRequest.newBuilder(URI.create(origin + path)).build()))
                    .as(path)
                    .isEqualTo(401);
        }
        assertThat(
                        status(
                                HttpRequest.newBuilder(
                                                URI.create(
                                                        origin
                                                                + "/api/instances/shown@web-1/restart"))
                                        .header("X-Varde", "1")
                                        .POST(HttpRequest.BodyPublishers.noBody())
                                        .build()))
                .isEqualTo(401);
    }

    @Test
    void anIncidentAppearsByItselfAndItsLinesStayText() throws Exception {
        String program = Browser.installed().orElse("");
        assumeTrue(!program.isEmpty(), "left out: no Chromium is installed");
        try (Browser browser =
                Browser.open(program, Files.createDirectory(directory.resolve("profile")))) {
            browser.go(varde.url());
            browser.awaitText("the service is shown", "shown", "web-1");
            assertThat(browser.evaluate("location.href").asText()).doesNotContain("token");

            shown.say(HOSTILE);
            shown.crash("exception");

            browser.awaitText("the incident, without a reload", "unhandled-exception");
            world.hooks.await(
                    "shown: resolved",
                    h -> h.about("shown") && h.type().equals("incident.resolved"));
            browser.evaluate("document.querySelector('a[href^=\"/incidents/\"]').click()");
            browser.awaitText(
                    "the incident's own page",
                    "ValueError",
                    "order 4711 has no customer",
                    HOSTILE,
                    "incident.opened");
            assertThat(browser.evaluate("typeof window.pwned").asText()).isEqualTo("undefined");
            assertThat(browser.evaluate("document.querySelectorAll('main img').length").asInt())
                    .isZero();
            shoot(browser);
        }
    }

    @Test
    void whatIsOpenCanBeAcknowledgedOnThePage() throws Exception {
        String program = Browser.installed().orElse("");
        assumeTrue(!program.isEmpty(), "left out: no Chromium is installed");
        Files.writeString(
                broken.restartScript().resolveSibling("backend.py"), "import sys\nsys.exit(3)\n");
        broken.signal("KILL");
        var gaveUp =
                world.hooks.await(
                        "broken: gave up",
                        h -> h.about("broken") && h.type().equals("incident.gave-up"));
        try (Browser browser =
                Browser.open(program, Files.createDirectory(directory.resolve("profile-2")))) {
            browser.go(varde.url());
            browser.evaluate(
                    "location.href = '/incidents/" + gaveUp.incident().path("id").asText() + "'");
            browser.awaitText("the incident's page", "broken@web-1", "Acknowledge");

            browser.evaluate("document.getElementById('note').value = 'seen on the page'");
            browser.evaluate("document.querySelector('#actions button[type=submit]').click()");

            browser.awaitText("the acknowledgement", "seen on the page", "Acknowledged by");
            world.hooks.await(
                    "broken: acknowledged",
                    h ->
                            h.about("broken")
                                    && h.incident()
                                            .path("acknowledged")
                                            .path("note")
                                            .asText()
                                            .equals("seen on the page"));
        }
    }

    /// For people to look at: in `target/screenshots`.
    private static void shoot(Browser browser) throws Exception {
        Path shots =
                Files.createDirectories(
                        Path.of(System.getProperty("varde.root"), "standalone/target/screenshots"));
        browser.look(1200, false);
        browser.screenshot(shots.resolve("incident.png"));
        browser.look(390, true);
        browser.screenshot(shots.resolve("incident-phone-dark.png"));
        browser.evaluate("location.href = '/'");
        browser.awaitText("the overview", "shown");
        browser.screenshot(shots.resolve("overview-phone-dark.png"));
        browser.look(1200, false);
        browser.screenshot(shots.resolve("overview.png"));
        assertThat(Files.size(shots.resolve("overview.png"))).isGreaterThan(1_000);
    }

    private static int status(HttpRequest request) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        }
    }
}

package dev.varde.console.page;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.console.Sample;
import dev.varde.console.SampleIncidents;
import dev.varde.console.SpokenWords;
import dev.varde.console.app.Console;
import dev.varde.console.view.Board;
import dev.varde.events.CollectorFact;
import dev.varde.events.Delivery;
import dev.varde.events.DeliveryId;
import dev.varde.events.HostName;
import dev.varde.events.IncidentId;
import dev.varde.events.IncidentState;
import dev.varde.events.ServiceName;
import dev.varde.events.Severity;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
class HostileTextTest {
    private static final String SCRIPT = "<script>alert(1)</script>";
    private static final String IMAGE = "\"><img/src=x/onerror=alert(1)>";
    private static final String HOSTILE =
            SCRIPT + IMAGE + "' onmouseover='x {7*7} \u202egnp.exe \u0000\u001b[31m";

    @Inject Console console;

    @TempDir Path data;

    private Board board;

    @BeforeEach
    void start() {
        board = console.begin(Sample.configuration(), data, new SpokenWords()).board();
    }

    private String page(String path) {
        return given().urlEncodingEnabled(false)
                .cookie("varde", console.token())
                .get(path)
                .asString();
    }

    private static void assertHarmless(String page) {
        assertThat(page)
                .doesNotContain("<script>alert", "<img/src", "<img src=x", "\u202e", "\u0000")
                .doesNotContain("\u001b", "' onmouseover")
                .contains("&lt;script&gt;");
        assertThat(page.split("<script", -1)).hasSize(2);
        assertThat(page.replace("&quot;&gt;", "")).doesNotContain("\"><img/");
    }

    @Test
    void anIncidentFullOfHostileTextIsOnlyText() {
        board.see(
                SampleIncidents.incident(
                        "i-1", IncidentState.OPEN, Instant.now(), HOSTILE, Severity.CRITICAL));
        String page = page("/incidents/i-1");
        assertHarmless(page);
        assertThat(page).contains("‹U+202E›", "␀", "␛[31m", "{7*7}");
        assertHarmless(page("/"));
        assertHarmless(page("/incidents"));
    }

    @Test
    void aDeliveryFullOfHostileTextIsOnlyText() {
        Instant now = Instant.now();
        board.see(
                new Delivery(
                        new DeliveryId("d-" + SCRIPT + IMAGE),
                        new IncidentId("i-" + SCRIPT + IMAGE),
                        1,
                        HOSTILE,
                        "webhook",
                        SCRIPT,
                        Delivery.State.FAILED,
                        HOSTILE,
                        now,
                        null,
                        List.of(
                                new Delivery.Attempt(
                                        now,
                                        false,
                                        500,
                                        3,
                                        HOSTILE,
                                        List.of(
                                                new Delivery.Recipient(
                                                        IMAGE,
                                                        Delivery.Fate.REFUSED,
                                                        550,
                                                        HOSTILE)))),
                        null,
                        HOSTILE));
        assertHarmless(page("/deliveries"));
        assertHarmless(
                page("/deliveries?receiver=%3Cscript%3Ealert(1)%3C%2Fscript%3E%22%3E%3Cimg%2F"));
        assertHarmless(page("/deliveries?since=%3Cscript%3Ealert(1)%3C%2Fscript%3E&failed=true"));
    }

    @Test
    void hostileNamesOfHostsServicesAndChecksAreOnlyText() {
        HostName host = new HostName("<script>alert(1)<\u202e>" + "\"><img");
        ServiceName service = new ServiceName("\"><img src=x".replace(" ", "\u00a0") + "&lt;");
        Instant now = Instant.now();
        board.see(Sample.event(host, now, null, Sample.started(service)), now);
        board.see(Sample.event(host, now, service, Sample.declared(List.of(SCRIPT), false)), now);
        board.see(Sample.event(host, now, service, Sample.failed(SCRIPT, 2, HOSTILE)), now);
        board.see(Sample.event(host, now, null, Sample.disk(IMAGE, 0.5)), now);
        board.see(
                Sample.event(host, now, null, new CollectorFact.BlindSpot(SCRIPT, HOSTILE, IMAGE)),
                now);
        board.see(
                Sample.event(
                        host,
                        now.plusSeconds(1),
                        null,
                        new CollectorFact.ConfigurationRejected(HOSTILE, null, List.of(SCRIPT))),
                now);
        assertHarmless(page("/"));
    }

    @Test
    void aMegabyteInOneLineIsCutAndSaidToBe() {
        String long_ = "A".repeat(1 << 20);
        board.see(
                SampleIncidents.incident(
                        "i-1", IncidentState.OPEN, Instant.now(), long_, Severity.CRITICAL));
        String page = page("/incidents/i-1");
        assertThat(page).hasSizeLessThan(100_000).contains("more characters)");
        assertThat(page("/")).hasSizeLessThan(50_000);
    }

    @Test
    void anIdWithEverythingInItIsALinkAndFoundAgain() {
        String id = "a/b c?d#e&\"<x>'%2e";
        board.see(SampleIncidents.incident(id, IncidentState.OPEN, Instant.now()));
        String overview = page("/");
        assertThat(overview).contains("href=\"/incidents/a%2Fb%20c%3Fd%23e%26%22%3Cx%3E%27%252e\"");
        assertThat(page("/incidents/a%2Fb%20c%3Fd%23e%26%22%3Cx%3E%27%252e"))
                .contains("kontali-backend@web-1");
    }

    @Test
    void anUnknownIncidentIsSaidPlainly() {
        given().urlEncodingEnabled(false)
                .cookie("varde", console.token())
                .get("/incidents/%3Cscript%3Ealert(1)%3C%2Fscript%3E")
                .then()
                .statusCode(404);
        assertHarmless(page("/incidents/%3Cscript%3Ealert(1)%3Cb%3E"));
    }
}

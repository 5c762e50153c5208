package dev.varde.console.page;

import static dev.varde.console.SampleIncidents.delivery;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.console.Sample;
import dev.varde.console.SampleFleet;
import dev.varde.console.SampleIncidents;
import dev.varde.console.SpokenWords;
import dev.varde.console.app.Console;
import dev.varde.console.view.Board;
import dev.varde.events.Delivery;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class PagesTest {
    @Inject Console console;

    @TempDir Path data;

    @BeforeEach
    void start() {
        SampleFleet.fill(
                console.begin(Sample.configuration(), data, new SpokenWords()).board(),
                Instant.now());
    }

    private String get(String path) {
        return given().cookie("varde", console.token()).get(path).asString();
    }

    @Test
    void theFirstPageSaysWhatIsOpenWhoIsDownAndWhy() {
        assertThat(get("/"))
                .contains("1 incident open, 1 warning", "no process", "signal 9 (KILL)")
                .contains("93 %", "1 blind spot", "permission denied. Give it CAP_SYSLOG")
                .contains("The changed configuration is refused", "varde.yaml:3: services")
                .contains("mail to 1 mailbox", "webhook, format varde")
                .doesNotContain("hooks.example.com", "t0ken");
    }

    @Test
    void anIncidentsPageHasEverythingInOrder() {
        assertThat(get("/incidents/i-open"))
                .containsSubsequence(
                        "restarting",
                        "was killed by the kernel",
                        "oom-kill",
                        "certain",
                        "The same was seen 14 times since",
                        "Evidence",
                        "Out of memory: Killed process 12345",
                        "Memory before",
                        "2.0 GiB",
                        "Last lines",
                        "importing 81,230 invoices",
                        "What to do",
                        "mkswap /swapfile",
                        "How sure",
                        "limit of 2 GiB was not reached",
                        "What makes it the same as another",
                        "cause oom-kill",
                        "Timeline",
                        "restart ordered",
                        "Restarts",
                        "healthy",
                        "What was sent",
                        "delivered",
                        "will be tried again");
    }

    @Test
    void whatWasSentIsListedAndChosenFromByAForm() {
        assertThat(get("/deliveries"))
                .containsSubsequence("<option value=\"hook\"", "<option value=\"ops\"")
                .contains("will be tried again", "delivered", "the receiver answers 503")
                .contains("href=\"/incidents/i-open\"", "1 attempt, 18 ms");
        assertThat(get("/deliveries?receiver=ops&since=1h"))
                .contains("<option value=\"ops\" selected>", "value=\"1h\"", "queued")
                .doesNotContain("answers 503");
        assertThat(get("/deliveries?since=soon")).contains("is no time; write how long ago");
        assertThat(get("/deliveries?incident=none")).contains("Nothing fits");
    }

    @Test
    void ofManyDeliveriesTheNewestAreShownAndTheOthersOnTheNextPage() {
        Board board = console.running().orElseThrow().board();
        Instant now = Instant.now();
        for (int i = 0; i < 150; i++) {
            board.see(delivery("many-" + i, "i-many", Delivery.State.FAILED, now.minusSeconds(i)));
        }

        String first = get("/deliveries?incident=i-many");

        String next = "/deliveries?after=many-99&amp;incident=i-many";
        assertThat(first).contains("href=\"" + next + "\"", "id=\"d-many-99\"");
        assertThat(first).doesNotContain("id=\"d-many-100\"");
        assertThat(get(next.replace("&amp;", "&")))
                .contains("id=\"d-many-100\"", "id=\"d-many-149\"")
                .doesNotContain("id=\"d-many-99\"", "Older ones");
    }

    @Test
    void aLinkOfAMailAsksAndDoesNothing() {
        SpokenWords words = new SpokenWords();
        SampleFleet.fill(console.begin(Sample.configuration(), data, words).board(), Instant.now());

        assertThat(get("/incidents/i-open?do=acknowledge"))
                .contains("Acknowledge this incident?", "/api/incidents/i-open/acknowledge");
        assertThat(get("/incidents/i-open?do=silence"))
                .contains("Silence kontali-backend@web-1?", "/api/incidents/i-open/silence");
        assertThat(get("/incidents/i-open?do=close")).doesNotContain("h-confirm");
        assertThat(get("/incidents/i-old?do=acknowledge")).doesNotContain("h-confirm");
        assertThat(words.spoken()).isEmpty();
    }

    @Test
    void whatAMailBecameForEachMailboxIsShown() {
        console.running().orElseThrow().board().see(SampleIncidents.refusedByOne("d3", "i-open"));

        assertThat(get("/incidents/i-open"))
                .containsSubsequence(
                        "anna@example.com",
                        "taken",
                        "bob@example.com",
                        "refused",
                        "550",
                        "no such &lt;user&gt;");
    }

    @Test
    void silencesAreShownWithTheirEndAndWhoMadeThem() {
        console.running().orElseThrow().board().hear(SampleIncidents.silence("<b>why</b>"));

        assertThat(get("/"))
                .contains("service = kontali-backend", "by anna: &lt;b&gt;why")
                .contains("data-to=\"/api/silences/s-1/end\"");
    }

    @Test
    void aResolvedIncidentHasNoButtons() {
        assertThat(get("/incidents/i-open")).contains("id=\"actions\"");
        assertThat(get("/incidents/i-old")).doesNotContain("id=\"actions\"");
    }

    @Test
    void timesAreMachineReadableAndReadableWithoutAScript() {
        assertThat(get("/incidents/i-open"))
                .containsPattern("<time datetime=\"[0-9T:.-]+Z\">[0-9 :-]+ UTC</time>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/incidents", "/incidents/i-open", "/incidents/none", "/deliveries"})
    void noPageNeedsWhatItsOwnPolicyForbids(String path) {
        String page = get(path);
        assertThat(page)
                .doesNotContain(" style=", "javascript:", "http-equiv", "<style", "<iframe")
                .doesNotContainPattern("\\son[a-z]+=")
                .doesNotContainPattern("(src|href)=\"(https?:)?//")
                .contains("<meta name=\"viewport\"", "lang=\"en\"");
    }

    @Test
    void styleAndScriptTakeNothingFromElsewhere() {
        assertThat(get("/varde.css"))
                .contains("prefers-color-scheme: dark")
                .doesNotContain("url(", "@import", "http");
        assertThat(get("/varde.js")).doesNotContain("http:", "https:", "innerHTML =", "eval(");
    }
}

package dev.varde.console.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.varde.console.Sample;
import dev.varde.console.SampleFleet;
import dev.varde.console.SampleIncidents;
import dev.varde.console.SpokenWords;
import dev.varde.console.app.Console;
import dev.varde.events.IncidentState;
import dev.varde.events.OperatorWord;
import dev.varde.events.Severity;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The page in a real browser.
@QuarkusTest
class LivePageTest {
    private static final String HOSTILE =
            "</pre><script>document.title='hacked'</script>"
                    + "<img src=x onerror=\"document.title='hacked'\">";

    @Inject Console console;

    @TestHTTPResource
    @SuppressWarnings("NullAway.Init") // set by Quarkus
    URL url;

    @TempDir Path directory;

    private final SpokenWords words = new SpokenWords();

    @BeforeEach
    void start() {
        assumeTrue(Browser.program().isPresent(), "left out: no Chromium on this machine");
        console.begin(Sample.configuration(), directory, words);
        SampleFleet.fill(console.running().orElseThrow().board(), Instant.now());
    }

    private Browser open(String page) throws IOException, InterruptedException {
        Path profile = Files.createDirectory(directory.resolve("profile"));
        return new Browser(
                profile,
                url + page + (page.contains("?") ? "&" : "?") + "token=" + console.token());
    }

    private static void awaitTrue(Browser browser, String script) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> browser.evaluate("String(" + script + ")").equals("true"));
    }

    @Test
    void aNewIncidentAppearsByItself() throws IOException, InterruptedException {
        try (Browser browser = open("")) {
            awaitTrue(
                    browser, "document.getElementById('live').textContent == 'Updates by itself'");
            assertThat(browser.evaluate("document.querySelector('h1').textContent"))
                    .contains("1 incident open, 1 warning");
            assertThat(browser.evaluate("location.search")).isEmpty();
            console.running()
                    .orElseThrow()
                    .board()
                    .see(
                            SampleIncidents.incident(
                                    "i-new",
                                    IncidentState.OPEN,
                                    Instant.now(),
                                    HOSTILE,
                                    Severity.CRITICAL));
            awaitTrue(browser, "document.title.startsWith('2 incidents open')");
            awaitTrue(browser, "!!document.querySelector('a[href=\"/incidents/i-new\"]')");
            assertThat(
                            browser.evaluate(
                                    "document.querySelectorAll('main script, main img').length"))
                    .isEqualTo("0");
        }
    }

    @Test
    void theButtonsSayWhatTheyPromise() throws IOException, InterruptedException {
        try (Browser browser = open("incidents/i-open")) {
            awaitTrue(browser, "document.getElementById('actions')?.hidden === false");
            browser.evaluate("window.confirm = () => true; 'x'");
            browser.evaluate(
                    "document.getElementById('by').value = 'anna';"
                            + "document.getElementById('note').value = 'on it';"
                            + "document.querySelector('#actions button[type=submit]').click(); 'x'");
            awaitTrue(browser, "document.getElementById('said').textContent.includes('taken')");
            browser.evaluate("document.querySelector('button[data-to$=restart]').click(); 'x'");
            Awaitility.await().until(() -> words.spoken().size() == 2);
            assertThat(words.spoken().getFirst())
                    .isInstanceOfSatisfying(
                            OperatorWord.Acknowledge.class,
                            w -> {
                                assertThat(w.by()).isEqualTo("anna");
                                assertThat(w.note()).isEqualTo("on it");
                            });
            assertThat(words.spoken().getLast())
                    .isInstanceOfSatisfying(
                            OperatorWord.RestartNow.class,
                            w -> assertThat(w.service()).isEqualTo(Sample.KONTALI));
        }
    }

    @Test
    void aLinkOfAMailSilencesOnlyWhenItIsConfirmed() throws IOException, InterruptedException {
        try (Browser browser = open("incidents/i-open?do=silence")) {
            awaitTrue(browser, "location.search == '?do=silence'");
            awaitTrue(browser, "document.querySelector('.confirm form')?.hidden === false");
            assertThat(words.spoken()).isEmpty();
            browser.evaluate(
                    "document.querySelector('.confirm select').value = 'PT4H';"
                            + "document.querySelector('.confirm input[name=by]').value = 'anna';"
                            + "document.querySelector('.confirm button').click(); 'x'");
            awaitTrue(browser, "!document.getElementById('said').hidden");
            assertThat(browser.evaluate("document.getElementById('said').textContent"))
                    .isEqualTo("Silence: taken. What follows shows here.");
            awaitTrue(browser, "!document.querySelector('.confirm') && location.search == ''");
            assertThat(words.spoken().getFirst())
                    .isInstanceOfSatisfying(
                            OperatorWord.SilenceAdded.class,
                            w -> {
                                assertThat(w.by()).isEqualTo("anna");
                                assertThat(
                                                Duration.between(
                                                        w.silence().from(), w.silence().until()))
                                        .isEqualTo(Duration.ofHours(4));
                            });
        }
    }

    @Test
    void aResolvedIncidentLosesItsButtonsByItself() throws IOException, InterruptedException {
        try (Browser browser = open("incidents/i-open")) {
            awaitTrue(browser, "document.getElementById('actions')?.hidden === false");
            console.running()
                    .orElseThrow()
                    .board()
                    .see(SampleIncidents.incident("i-open", IncidentState.RESOLVED, Instant.now()));
            awaitTrue(browser, "!document.getElementById('actions')");
            awaitTrue(browser, "document.title.includes('resolved')");
        }
    }
}

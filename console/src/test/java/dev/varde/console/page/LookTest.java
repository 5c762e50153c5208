package dev.varde.console.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.varde.console.Sample;
import dev.varde.console.SampleFleet;
import dev.varde.console.SampleIncidents;
import dev.varde.console.SpokenWords;
import dev.varde.console.app.Console;
import dev.varde.console.view.Board;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Takes pictures of the page in a browser, for people to look at: `-Dvarde.look=DIRECTORY`.
@QuarkusTest
class LookTest {
    @Inject Console console;

    @TestHTTPResource
    @SuppressWarnings("NullAway.Init") // set by Quarkus
    URL url;

    @TempDir Path data;

    @Test
    void everyPageCanBePictured() throws IOException, InterruptedException {
        String to = System.getProperty("varde.look", "");
        assumeTrue(!to.isEmpty(), "left out: pictures are taken with -Dvarde.look=DIRECTORY");
        Board board = console.begin(Sample.configuration(), data, new SpokenWords()).board();
        SampleFleet.fill(board, Instant.now());
        board.hear(SampleIncidents.silence("moving disks"));
        board.see(SampleIncidents.refusedByOne("d3", "i-open"));
        board.see(SampleIncidents.canary(Instant.now().minusSeconds(20), Duration.ofMillis(31)));
        Path pictures = Files.createDirectories(Path.of(to));
        for (String page :
                List.of(
                        "",
                        "incidents/i-open",
                        "incidents/i-open?do=silence",
                        "incidents/i-old",
                        "incidents",
                        "deliveries")) {
            String name = page.isEmpty() ? "now" : page.replaceAll("[/?=]", "-");
            picture(page, pictures.resolve(name + ".png"), "1280,1500", "1");
            picture(page, pictures.resolve(name + "-dark.png"), "1280,1500", "0");
            picture(page, pictures.resolve(name + "-phone.png"), "500,2400", "1");
        }
    }

    private void picture(String page, Path to, String size, String scheme)
            throws IOException, InterruptedException {
        Process browser =
                new ProcessBuilder(
                                "chromium",
                                "--headless",
                                "--no-sandbox",
                                "--disable-gpu",
                                "--hide-scrollbars",
                                "--blink-settings=preferredColorScheme=" + scheme,
                                "--window-size=" + size,
                                "--timeout=3000",
                                "--user-data-dir=" + data.resolve("profile"),
                                "--screenshot=" + to,
                                url
                                        + page
                                        + (page.contains("?") ? "&" : "?")
                                        + "token="
                                        + console.token())
                        .redirectErrorStream(true)
                        .redirectOutput(data.resolve("browser.log").toFile())
                        .start();
        assertThat(browser.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(to).exists();
    }
}

package dev.varde.console.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.console.Sample;
import dev.varde.console.SpokenWords;
import dev.varde.console.app.Console;
import dev.varde.console.view.Board;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
class StreamTest {
    @Inject Console console;

    @TestHTTPResource
    @SuppressWarnings("NullAway.Init") // set by Quarkus
    URL url;

    @TempDir Path data;

    @Test
    void aChangeIsToldAndManyChangesAreToldAtMostFourTimesASecond()
            throws IOException, InterruptedException {
        Board board = console.begin(Sample.configuration(), data, new SpokenWords()).board();
        Queue<String> told = new ConcurrentLinkedQueue<>();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<Stream<String>> answer = client.send(request(), lines());
            Thread reader =
                    Thread.ofVirtual()
                            .start(() ->
                                    answer.body()
                                            .filter(l -> l.startsWith("data:"))
                                            .forEach(told::add));
            Awaitility.await().until(() -> told.size() == 1);
            long began = System.nanoTime();
            while (System.nanoTime() - began < 1_000_000_000L) {
                board.see(Sample.event(Sample.NOON, null, Sample.hostMemory()), Sample.NOON);
            }
            Awaitility.await()
                    .atMost(Duration.ofSeconds(5))
                    .until(() -> told.stream().anyMatch(l -> l.endsWith(" " + board.version())));
            long quarters = (System.nanoTime() - began) / 250_000_000L;
            assertThat(told.size()).isBetween(2, (int) quarters + 2);
            console.close();
            reader.join(Duration.ofSeconds(5));
            assertThat(reader.isAlive()).isFalse();
        }
    }

    private HttpRequest request() {
        return HttpRequest.newBuilder(URI.create(url + "api/stream"))
                .header("Authorization", "Bearer " + console.token())
                .build();
    }

    private static HttpResponse.BodyHandler<Stream<String>> lines() {
        return HttpResponse.BodyHandlers.ofLines();
    }
}

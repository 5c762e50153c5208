package dev.varde.collector.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.collector.ask.Server;
import dev.varde.events.HealthFact.CheckFailed;
import dev.varde.events.HealthFact.CheckKind;
import dev.varde.events.HealthFact.CheckPassed;
import dev.varde.events.HealthFact.Failure;
import dev.varde.events.ServiceName;
import dev.varde.events.config.Configuration.Check;
import dev.varde.events.config.Configuration.Service;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManyChecksTest {
    private static final int ALL = 300;
    private static final int BEATS = 8;

    @TempDir Path folder;

    /// Of three checks one hangs; the others are a request by HTTP each.
    @Test
    void aThirdThatHangsKeepsNobodyFromHisBeat() throws Exception {
        AtomicIntegerArray asked = new AtomicIntegerArray(ALL);
        try (Server mute = new Server(_ -> Thread.sleep(120_000));
                Server quick = new Server(s -> answer(s, asked));
                Watching w = new Watching(folder)) {
            Service[] services =
                    IntStream.range(0, ALL)
                            .mapToObj(i -> service(i, i % 3 == 0 ? mute.port() : quick.port()))
                            .toArray(Service[]::new);
            w.watch(Configured.of(services));

            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() ->
                            IntStream.range(0, ALL)
                                    .filter(i -> i % 3 != 0)
                                    .allMatch(i -> asked.get(i) >= BEATS));

            int[] beats = IntStream.range(0, ALL).filter(i -> i % 3 != 0).map(asked::get).toArray();
            assertThat(IntStream.of(beats).max().orElseThrow())
                    .as("no check gets turns at another's cost")
                    .isLessThanOrEqualTo(3 * BEATS);
            assertThat(w.seen.facts(CheckPassed.class)).hasSize(ALL - ALL / 3);
            assertThat(w.seen.facts(CheckFailed.class))
                    .allSatisfy(f -> assertThat(f.failure()).isEqualTo(Failure.TIMEOUT));
        }
    }

    private static Service service(int number, int port) {
        Check check =
                new Check(
                        "http",
                        CheckKind.HTTP,
                        "http://127.0.0.1:" + port + "/" + number,
                        List.of(),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(60),
                        2);
        return Configured.service(new ServiceName("service-" + number), null, List.of(), check);
    }

    private static void answer(java.net.Socket socket, AtomicIntegerArray asked) throws Exception {
        byte[] request = new byte[1_000];
        int n = socket.getInputStream().read(request);
        String path = new String(request, 0, n, StandardCharsets.US_ASCII).split(" ", 3)[1];
        asked.incrementAndGet(Integer.parseInt(path.substring(1)));
        socket.getOutputStream()
                .write("HTTP/1.1 204 Well\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    }
}

package dev.varde.processor.topology;

import static dev.varde.processor.Cast.NOON;
import static dev.varde.processor.Cast.host;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.CollectorFact.CollectorStopped;
import dev.varde.events.CollectorFact.Heartbeat;
import dev.varde.processor.Cast;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// When nothing is heard of a host.
class SilenceTest {
    @TempDir Path data;
    private Stage stage;

    @BeforeEach
    void begin() {
        stage = new Stage(Cast.configuration(), data, NOON);
    }

    @AfterEach
    void end() {
        stage.close();
    }

    @Test
    void aQuietHostIsSilentAfterFifteenSeconds() {
        beats(0, 30);
        stage.pass(Duration.ofSeconds(12));
        assertThat(stage.told()).isEmpty();

        stage.pass(Duration.ofSeconds(6));

        assertThat(stage.told()).extracting(i -> i.cause().id()).containsExactly("host-silent");
    }

    @Test
    void aStoppedCollectorIsNotSilent() {
        beats(0, 30);
        stage.see(host(31, new CollectorStopped("told to stop")));

        stage.pass(Duration.ofMinutes(5));

        assertThat(stage.told()).isEmpty();
    }

    private void beats(int from, int until) {
        for (int t = from; t <= until; t += 5) {
            stage.see(host(t, beat()));
        }
    }

    private static Heartbeat beat() {
        return new Heartbeat(Duration.ofHours(1), 80_000_000, 1, 0, 0, null);
    }
}

package dev.varde.collector.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.CollectorFact.ClockJumped;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClockWatchTest {
    private final ClockWatch watch = new ClockWatch();

    private Optional<ClockJumped> look(double wall, double boot, double monotonic) {
        return watch.look(new ClockWatch.Clocks(seconds(wall), seconds(boot), seconds(monotonic)));
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1000));
    }

    @Test
    void clocksThatGoTogetherAreNoNews() {
        assertThat(look(1_000, 50, 40)).isEmpty();
        assertThat(look(1_001, 51, 41)).isEmpty();
        assertThat(look(1_061.1, 111, 101)).isEmpty();
    }

    @Test
    void aClockThatIsSetJumpsByTheDifferenceEitherWay() {
        look(1_000, 50, 40);

        assertThat(look(4_601, 51, 41)).contains(new ClockJumped(seconds(3_600), Duration.ZERO));
        assertThat(look(4_600.5, 52, 42)).contains(new ClockJumped(seconds(-1.5), Duration.ZERO));
        assertThat(look(4_601.5, 53, 43)).isEmpty();
    }

    @Test
    void aHostThatSleptIsNoClockThatWasSet() {
        look(1_000, 50, 40);

        assertThat(look(1_601, 651, 41)).contains(new ClockJumped(Duration.ZERO, seconds(600)));
        assertThat(look(2_702, 1_252, 42)).contains(new ClockJumped(seconds(500), seconds(600)));
    }

    @Test
    void theSlowSteeringOfNtpNeverAddsUpToAJump() {
        for (int second = 0; second < 2_000; second++) {
            assertThat(look(1_000 + second * 1.0005, 50 + second, 40 + second)).isEmpty();
        }
    }

    @Test
    void theRealClocksGoTogether() {
        HostClocks clocks = new HostClocks(Proc.ROOT);
        Optional<ClockWatch.Clocks> first = Optional.empty();
        for (int i = 0; i < 20 && first.isEmpty(); i++) {
            first = clocks.read();
        }

        assertThat(watch.look(first.orElseThrow())).isEmpty();
        assertThat(clocks.read().flatMap(watch::look)).isEmpty();
    }

    @Test
    void withoutAnUptimeNothingIsCompared(@TempDir Path folder) throws Exception {
        assertThat(new HostClocks(folder).read()).isEmpty();
        Files.writeString(folder.resolve("uptime"), "rubbish");
        assertThat(new HostClocks(folder).read()).isEmpty();
        Files.writeString(folder.resolve("uptime"), "12.34 99.00\n");
        assertThat(new HostClocks(folder).read().orElseThrow().boot())
                .isEqualTo(Duration.ofMillis(12_340));
    }
}

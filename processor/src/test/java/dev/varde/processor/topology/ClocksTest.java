package dev.varde.processor.topology;

import static dev.varde.processor.Cast.KONTALI;
import static dev.varde.processor.Cast.NOON;
import static dev.varde.processor.Cast.WEB_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.CollectorFact.Heartbeat;
import dev.varde.events.EventId;
import dev.varde.events.ExitStatus;
import dev.varde.events.Fact;
import dev.varde.events.HostEvent;
import dev.varde.events.Incident;
import dev.varde.events.Incident.Change;
import dev.varde.events.ProcessFact.ProcessExited;
import dev.varde.events.ProcessFact.ProcessStarted;
import dev.varde.events.ProcessFact.Role;
import dev.varde.events.ProcessKey;
import dev.varde.events.ServiceName;
import dev.varde.events.wire.Codec;
import dev.varde.processor.Cast;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A host whose clock is not the broker's.
class ClocksTest {
    @TempDir Path data;
    private Stage stage;
    private Duration ahead = Duration.ZERO;
    private long seq;

    @BeforeEach
    void begin() {
        stage = new Stage(Cast.configuration(), data, NOON);
    }

    @AfterEach
    void end() {
        stage.close();
    }

    @ParameterizedTest
    @CsvSource({"PT7S, 7 s ahead of", "PT-3S, 3 s behind", "PT-2H, 7200 s behind"})
    void aClockThatIsOffIsSaidWithTheIncident(Duration off, String words) {
        ahead = off;
        life();

        assertThat(stage.told().getFirst().evidence())
                .extracting(Incident.Evidence::text)
                .contains(
                        "the clock of web-1 is "
                                + words
                                + " the broker's; the times of this host are by its own clock");
    }

    @Test
    void aClockThatAgreesIsNotSpokenOf() {
        ahead = Duration.ofSeconds(2);
        life();

        assertThat(stage.told().getFirst().evidence())
                .noneMatch(e -> e.text().startsWith("the clock of"));
    }

    @Test
    void oneThatComesLateIsNotBehind() {
        beat(Duration.ZERO);
        beat(Duration.ofSeconds(9));
        beat(Duration.ofSeconds(9));
        see(KONTALI, started(12));
        see(KONTALI, killed(12));

        assertThat(stage.told().getFirst().evidence())
                .noneMatch(e -> e.text().startsWith("the clock of"));
    }

    @ParameterizedTest
    @CsvSource({"PT1H", "PT-1H", "PT3S", "PT-3S"})
    void theOrderOfThingsOnAHostIsByItsOwnClock(Duration off) {
        ahead = off;
        life();
        Incident opened = stage.told().getFirst();
        stage.pass(Duration.ofSeconds(1));
        see(KONTALI, started(13));
        for (int i = 0; i < 8; i++) {
            stage.pass(Duration.ofSeconds(5));
            beat(Duration.ZERO);
        }

        List<Incident> rest = stage.told();

        assertThat(rest)
                .extracting(Incident::change)
                .containsExactly(Change.RECOVERING, Change.RESOLVED);
        Incident.Times times = rest.getLast().times();
        assertThat(times.died()).isEqualTo(opened.times().died());
        assertThat(times.recovered()).isAfter(times.died());
        assertThat(times.resolved()).isAfter(times.recovered());
        assertThat(Duration.between(times.recovered(), times.resolved()))
                .isBetween(Duration.ofSeconds(29), Duration.ofSeconds(36));
    }

    private void life() {
        see(KONTALI, started(12));
        for (int i = 0; i < 4; i++) {
            stage.pass(Duration.ofSeconds(5));
            beat(Duration.ZERO);
        }
        see(KONTALI, killed(12));
    }

    private void beat(Duration late) {
        HostEvent event =
                event(null, new Heartbeat(Duration.ofHours(1), 80_000_000, 1, 0, 0, null));
        stage.pass(late);
        stage.raw(WEB_1.value(), new Codec().write(event));
    }

    private void see(@Nullable ServiceName service, Fact fact) {
        stage.raw(WEB_1.value(), new Codec().write(event(service, fact)));
    }

    private HostEvent event(@Nullable ServiceName service, Fact fact) {
        seq++;
        return new HostEvent(
                new EventId("c" + seq),
                stage.now().plus(ahead),
                WEB_1,
                "run-1",
                seq,
                service,
                fact);
    }

    private ProcessStarted started(int pid) {
        return new ProcessStarted(
                new ProcessKey(pid, pid), Role.MAIN, "python3", stage.now().plus(ahead), false);
    }

    private ProcessExited killed(int pid) {
        return new ProcessExited(
                new ProcessKey(pid, pid),
                Role.MAIN,
                "python3",
                stage.now().plus(ahead).minusSeconds(20),
                ExitStatus.signalled(9, false),
                null,
                null,
                List.of(),
                0);
    }
}

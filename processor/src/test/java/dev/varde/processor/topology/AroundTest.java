package dev.varde.processor.topology;

import static dev.varde.processor.Cast.KONTALI;
import static dev.varde.processor.Cast.NOON;
import static dev.varde.processor.Cast.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.CollectorFact.ServiceDeclared;
import dev.varde.events.EventId;
import dev.varde.events.ExitStatus;
import dev.varde.events.Fact;
import dev.varde.events.HostEvent;
import dev.varde.events.HostName;
import dev.varde.events.Incident;
import dev.varde.events.Incident.Change;
import dev.varde.events.IncidentState;
import dev.varde.events.OperatorWord;
import dev.varde.events.OrderFact.OrderStarted;
import dev.varde.events.OrderId;
import dev.varde.events.ProcessFact.ProcessExited;
import dev.varde.events.ProcessFact.ProcessStarted;
import dev.varde.events.ProcessFact.Role;
import dev.varde.events.ProcessKey;
import dev.varde.events.ServiceName;
import dev.varde.processor.Cast;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a restart has to heed is in the incident, from its first revision.
class AroundTest {
    private static final ServiceName DB = new ServiceName("postgres");
    private static final ServiceName A = new ServiceName("a");
    private static final ServiceName B = new ServiceName("b");

    @TempDir Path data;
    private final Map<HostName, Long> numbers = new HashMap<>();
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
    void whatFallsOfAnythingSaysWhatItNeedsAndIsDown() {
        runs("db-1", DB, List.of());
        runs("web-1", KONTALI, List.of(DB));
        killed("db-1", DB, 10);
        killed("web-1", KONTALI, 11);

        Incident first = all("kontali-backend@web-1").getFirst();

        assertThat(first.around())
                .isEqualTo(new Incident.Around(1, List.of("postgres@db-1"), null));
    }

    @Test
    void whatGoesDownAfterItAndComesBackIsToldEachTime() {
        runs("db-1", DB, List.of());
        runs("web-1", KONTALI, List.of(DB));
        killed("web-1", KONTALI, 10);
        killed("db-1", DB, 12);
        comesBack("db-1", DB, 20);

        List<Incident> told = all("kontali-backend@web-1");

        assertThat(told).extracting(i -> down(i).size()).containsExactly(0, 1, 0);
        assertThat(told.getLast().around())
                .extracting(Incident.Around::back)
                .satisfies(back -> assertThat(back).isBetween(at(20), at(22)));
        assertThat(told.getLast().timeline())
                .extracting(Incident.TimelineEntry::what)
                .contains("what it needs is down: postgres@db-1", "what it needs is back");
    }

    @Test
    void whereAnotherOfThemIsWellNothingIsMissed() {
        runs("db-1", DB, List.of());
        runs("db-2", DB, List.of());
        runs("web-1", KONTALI, List.of(DB));
        killed("db-1", DB, 10);
        killed("web-1", KONTALI, 11);

        assertThat(down(all("kontali-backend@web-1").getLast())).isEmpty();
    }

    @Test
    void ofTwoThatNeedEachOtherOneWaitsForNothing() {
        runs("web-1", A, List.of(B));
        runs("web-1", B, List.of(A));
        killed("web-1", A, 10);
        killed("web-1", B, 10.5);
        stage.pass(Duration.ofSeconds(5));

        assertThat(down(newest("a@web-1"))).isEmpty();
        assertThat(down(newest("b@web-1"))).containsExactly("a@web-1");
    }

    @Test
    void theFirstRevisionSaysHowManyInstancesThereAre() {
        for (int n = 1; n <= 23; n++) {
            runs("web-" + n, KONTALI, List.of());
        }
        killed("web-7", KONTALI, 10);

        assertThat(all("kontali-backend@web-7").getFirst().around())
                .isEqualTo(new Incident.Around(22, List.of(), null));
    }

    @Test
    void aStopOfRestartsIsToldInTheIncidentWhateverItsOwnStateIs() {
        runs("web-1", KONTALI, List.of());
        killed("web-1", KONTALI, 10);
        Incident open = newest("kontali-backend@web-1");
        see(
                "web-1",
                KONTALI,
                11,
                new OrderStarted(new OrderId("o"), open.id(), "unit kontali.service", null));
        stage.hear(
                new OperatorWord.RestartsStopped(
                        open.id(), open.host(), "varde", at(12), "restarts are stopped: ask"));

        Incident told = newest("kontali-backend@web-1");

        assertThat(told.change()).isEqualTo(Change.GAVE_UP);
        assertThat(told.state()).isEqualTo(IncidentState.RESTARTING);
        assertThat(told.note()).isEqualTo("restarts are stopped: ask");
    }

    private final List<Incident> told = new java.util.ArrayList<>();

    private List<Incident> all(String subject) {
        told.addAll(stage.told());
        return told.stream().filter(i -> i.subject().equals(subject)).toList();
    }

    private Incident newest(String subject) {
        return all(subject).getLast();
    }

    private static List<String> down(Incident i) {
        return java.util.Objects.requireNonNull(i.around()).down();
    }

    private void runs(String host, ServiceName service, List<ServiceName> needs) {
        see(
                host,
                service,
                0.1,
                new ServiceDeclared(Map.of(), needs, true, List.of(), "unit x.service", false));
        see(
                host,
                service,
                0.2,
                new ProcessStarted(new ProcessKey(12, 12), Role.MAIN, "python3", at(-600), true));
    }

    private void comesBack(String host, ServiceName service, double seconds) {
        see(
                host,
                service,
                seconds,
                new ProcessStarted(
                        new ProcessKey(99, 99), Role.MAIN, "python3", at(seconds), false));
        stage.pass(Duration.ofSeconds(3));
    }

    private void killed(String host, ServiceName service, double seconds) {
        see(
                host,
                service,
                seconds,
                new ProcessExited(
                        new ProcessKey(12, 12),
                        Role.MAIN,
                        "python3",
                        at(-600),
                        ExitStatus.signalled(9, false),
                        null,
                        null,
                        List.of(),
                        0));
    }

    private void see(String name, ServiceName service, double t, Fact fact) {
        HostName host = new HostName(name);
        long seq = numbers.merge(host, 1L, Long::sum);
        stage.see(
                new HostEvent(
                        new EventId(name + "-" + seq), at(t), host, "run-1", seq, service, fact));
    }
}

package dev.varde.processor.topology;

import static dev.varde.processor.Cast.KONTALI;
import static dev.varde.processor.Cast.NOON;
import static dev.varde.processor.Cast.WEB_1;
import static dev.varde.processor.Cast.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.CollectorFact.CollectorStarted;
import dev.varde.events.CollectorFact.Heartbeat;
import dev.varde.events.CollectorFact.ServiceDeclared;
import dev.varde.events.EventId;
import dev.varde.events.ExitStatus;
import dev.varde.events.Fact;
import dev.varde.events.HostEvent;
import dev.varde.events.HostName;
import dev.varde.events.Incident;
import dev.varde.events.Incident.Change;
import dev.varde.events.LogFact.LogKind;
import dev.varde.events.LogFact.LogMatched;
import dev.varde.events.OperatorWord;
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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Several hosts on one stream.
class FleetTest {
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
    void ofTwoServicesThatNeedEachOtherOneIsTold() {
        runs("web-1", A, List.of(B));
        runs("web-2", B, List.of(A));
        cannotReachItsDatabase("web-1", A, 10);
        cannotReachItsDatabase("web-2", B, 10.1);
        stage.pass(Duration.ofSeconds(5));

        List<Incident> told = stage.told();

        assertThat(
                        Stream.of(newest(told, "a@web-1"), newest(told, "b@web-2"))
                                .filter(i -> i.parent() == null))
                .hasSize(1);
    }

    @Test
    void aNeedOnTheSameHostIsThatOneWhateverIsElsewhere() {
        runs("db-1", B, List.of());
        runs("web-1", B, List.of());
        runs("web-1", A, List.of(B));
        killed("db-1", B, 10);
        cannotReachItsDatabase("web-1", A, 12);

        assertThat(newest(stage.told(), "a@web-1").parent()).isNull();
    }

    @Test
    void aHundredInstancesThatFallTogetherAreToldOnceOfTheFirst() {
        for (int i = 0; i < 100; i++) {
            runs("web-" + i, KONTALI, List.of());
        }
        for (int i = 0; i < 100; i++) {
            killed("web-" + i, KONTALI, 1 + i * 0.05);
        }
        beatUntil(40);
        List<Incident> told = stage.told();

        assertThat(told.stream().filter(i -> i.parent() == null).map(Incident::host).distinct())
                .containsExactly(new HostName("web-0"));
        assertThat(newest(told, "kontali-backend@web-0").members()).hasSize(99);
        assertThat(told.stream().filter(i -> i.host().value().equals("web-0"))).hasSizeLessThan(10);
    }

    @Test
    void aGroupIsClosedByHandAndTheOldestOfTheRestLeads() {
        for (int i = 1; i <= 3; i++) {
            runs("web-" + i, KONTALI, List.of());
        }
        for (int i = 1; i <= 3; i++) {
            killed("web-" + i, KONTALI, 1 + i);
        }
        Incident first = newest(stage.told(), "kontali-backend@web-1");
        stage.hear(new OperatorWord.Close(first.id(), WEB_1, "kari", at(6), null));
        stage.pass(Duration.ofSeconds(2));

        List<Incident> told = stage.told();

        assertThat(newest(told, "kontali-backend@web-2").parent()).isNull();
        assertThat(newest(told, "kontali-backend@web-2").change())
                .isIn(Change.OPENED, Change.UPDATED);
        assertThat(newest(told, "kontali-backend@web-3").parent())
                .isEqualTo(newest(told, "kontali-backend@web-2").id());
    }

    @Test
    void aServiceThatIsNoLongerWatchedExplainsNothing() {
        runs("db-1", B, List.of());
        runs("web-1", A, List.of(B));
        killed("db-1", B, 10);
        see("db-1", null, 11, started(List.of()));
        cannotReachItsDatabase("web-1", A, 12);

        assertThat(newest(stage.told(), "a@web-1").parent()).isNull();
    }

    @Test
    void anIncidentAfterADeploySaysThatItIsTheFirst() {
        runs("web-1", KONTALI, List.of());
        stage.hear(
                new OperatorWord.DeployStarted(KONTALI, WEB_1, null, "kari", at(5), "version 2.3"));
        stage.hear(new OperatorWord.DeployEnded(KONTALI, WEB_1, null, "kari", at(10)));
        killed("web-1", KONTALI, 100);

        Incident incident = newest(stage.told(), "kontali-backend@web-1");

        assertThat(incident.timeline())
                .extracting(Incident.TimelineEntry::what)
                .contains(
                        "the deploy of kontali-backend (by kari, version 2.3) began",
                        "opened: kontali-backend on web-1 was killed by signal 9 (KILL); the first"
                                + " since the deploy of kontali-backend (by kari, version 2.3) began");
        assertThat(incident.evidence())
                .extracting(Incident.Evidence::source)
                .contains(Incident.Evidence.OPERATOR);
        assertThat(incident.seen())
                .isEqualTo(
                        new Incident.Recurrence(
                                1,
                                at(100),
                                at(100),
                                "the deploy of kontali-backend (by kari, version 2.3)"));
    }

    private void runs(String host, ServiceName service, List<ServiceName> needs) {
        see(host, service, 0.1, new ServiceDeclared(Map.of(), needs, true, List.of(), null, false));
        see(
                host,
                service,
                0.2,
                new ProcessStarted(new ProcessKey(12, 12), Role.MAIN, "python3", at(-600), true));
    }

    private void killed(String host, ServiceName service, double seconds) {
        see(host, service, seconds, exit(ExitStatus.signalled(9, false)));
    }

    private void cannotReachItsDatabase(String host, ServiceName service, double seconds) {
        see(
                host,
                service,
                seconds - 0.05,
                new LogMatched(
                        "/var/log/app.log",
                        1,
                        LogKind.STACK_TRACE,
                        List.of(
                                "Traceback (most recent call last):",
                                "  File \"/srv/app/main.py\", line 12, in <module>",
                                "psycopg.OperationalError: connection failed: connection to server"
                                        + " at \"elsewhere\", port 5432 failed: Connection refused"),
                        null));
        see(host, service, seconds, exit(ExitStatus.exited(1)));
    }

    private void beatUntil(int seconds) {
        for (int t = 7; t <= seconds; t += 5) {
            for (HostName host : List.copyOf(numbers.keySet())) {
                see(
                        host.value(),
                        null,
                        t,
                        new Heartbeat(Duration.ofHours(1), 80_000_000, 1, 0, 0, null));
            }
        }
    }

    private static ProcessExited exit(ExitStatus status) {
        return new ProcessExited(
                new ProcessKey(12, 12),
                Role.MAIN,
                "python3",
                at(-600),
                status,
                null,
                null,
                List.of(),
                0);
    }

    private static Fact started(List<ServiceName> services) {
        return new CollectorStarted("1", "b", "6", 2, 1, 1, Map.of(), services);
    }

    private void see(String name, @Nullable ServiceName service, double t, Fact fact) {
        HostName host = new HostName(name);
        long seq = numbers.merge(host, 1L, Long::sum);
        stage.see(
                new HostEvent(
                        new EventId(name + "-" + seq), at(t), host, "run-1", seq, service, fact));
    }

    private static Incident newest(List<Incident> told, String subject) {
        return told.stream()
                .filter(i -> i.subject().equals(subject))
                .reduce((_, newer) -> newer)
                .orElseThrow();
    }
}

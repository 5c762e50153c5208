package dev.varde.collector.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.collector.ask.Answer;
import dev.varde.collector.ask.Server;
import dev.varde.events.HealthFact.CheckKind;
import dev.varde.events.HealthFact.Failure;
import dev.varde.events.ServiceName;
import dev.varde.events.config.Configuration.Check;
import dev.varde.events.config.Configuration.Service;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RoundTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofMillis(600);

    private static Check check(CheckKind kind, String target, String... argv) {
        return new Check(kind + target, kind, target, List.of(argv), MINUTE, MINUTE, 1);
    }

    private static List<Round.Heard> ask(Check... checks) {
        Service service =
                new Service(
                        new ServiceName("kontali"),
                        Map.of(),
                        null,
                        List.of(checks),
                        List.of(),
                        List.of(),
                        null);
        return Round.ask(List.of(service), Snapshot.take(), Map.of(), LONGEST);
    }

    @Test
    void eachKindIsAskedAndAnsweredInTheOrderOfTheConfiguration() throws Exception {
        int free = Server.freePort();
        try (Server open = new Server(_ -> {})) {
            List<Round.Heard> heard =
                    ask(
                            check(CheckKind.TCP, "127.0.0.1:" + open.port()),
                            check(CheckKind.TCP, "127.0.0.1:" + free),
                            check(CheckKind.COMMAND, "false", "false"),
                            check(CheckKind.PORT, Integer.toString(open.port())));

            assertThat(heard).hasSize(4);
            assertThat(heard.get(0).answer()).isInstanceOf(Answer.Good.class);
            assertThat(((Answer.Bad) heard.get(1).answer()).failure()).isEqualTo(Failure.REFUSED);
            assertThat(((Answer.Bad) heard.get(2).answer()).failure()).isEqualTo(Failure.STATUS);
            assertThat(heard.get(3).answer()).isInstanceOf(Answer.Good.class);
        }
    }

    @Test
    void oneThatNeverAnswersIsGivenUpAtTheCommonTimeAndHoldsNobody() throws Exception {
        try (Server silent = new Server(_ -> Thread.sleep(Duration.ofMinutes(1)))) {
            List<Round.Heard> heard =
                    ask(
                            check(CheckKind.HTTP, "http://127.0.0.1:" + silent.port() + "/health"),
                            check(CheckKind.COMMAND, "sleep 60", "sleep", "60"));

            assertThat(heard)
                    .allSatisfy(h ->
                            assertThat(((Answer.Bad) h.answer()).failure())
                                    .isEqualTo(Failure.TIMEOUT));
        }
    }

    @Test
    void aTargetIsToldWithoutItsPassword() throws Exception {
        List<Round.Heard> heard =
                ask(check(CheckKind.HTTP, "http://u:s3cr3t@127.0.0.1:" + Server.freePort() + "/"));

        assertThat(heard.getFirst().told()).doesNotContain("s3cr3t");
    }

    @Test
    void thePortOfThisHostThatACheckIsAboutIsKnown() {
        assertThat(Round.localPort(check(CheckKind.HTTP, "http://127.0.0.1:8000/x")))
                .hasValue(8000);
        assertThat(Round.localPort(check(CheckKind.PORT, "8001"))).hasValue(8001);
        assertThat(Round.localPort(check(CheckKind.POSTGRES, "db.example.com:5432"))).isEmpty();
        assertThat(Round.localPort(check(CheckKind.COMMAND, "true", "true"))).isEmpty();
    }
}

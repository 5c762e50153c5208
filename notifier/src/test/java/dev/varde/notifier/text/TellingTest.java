package dev.varde.notifier.text;

import static dev.varde.notifier.Cast.NOON;
import static dev.varde.notifier.Cast.incident;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.Cause;
import dev.varde.events.Incident;
import dev.varde.events.Incident.Change;
import dev.varde.events.IncidentState;
import dev.varde.events.OrderId;
import dev.varde.events.ServiceName;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TellingTest {
    @Test
    void aSubjectIsShortAndOnOneLine() {
        Incident incident = incident("i").service(new ServiceName("x\u202E".repeat(90))).build();

        assertThat(Telling.subject("incident.opened", "", incident))
                .hasSizeLessThanOrEqualTo(150)
                .doesNotContain("\u202E")
                .endsWith(", since 1 Nov 12:00 UTC");
    }

    @Test
    void aTestAndADigestAreCalledAsTheLedgerCallsThem() {
        Incident incident = incident("i").summary("nothing").build();

        assertThat(Telling.subject("digest", "7 incidents: a\nb", incident))
                .isEqualTo("7 incidents: a b");
        assertThat(Telling.subject("test", "", incident)).startsWith("[test] ");
    }

    @ParameterizedTest
    @CsvSource({
        "OPENED,OPEN,there is no restart that Varde could order",
        "RESTARTING,RESTARTING,Varde is restarting it",
        "RECOVERING,RECOVERING,watched until it is stable",
        "RESOLVED,RESOLVED,it is over",
        "GAVE_UP,GAVE_UP,restarts are used up or would not help"
    })
    void itSaysWhatVardeDoes(Change change, IncidentState state, String words) {
        Incident incident = incident("i").revision(2, change, state).build();

        assertThat(Telling.doing(Wording.type(change), incident)).contains(words);
    }

    @ParameterizedTest
    @CsvSource({
        "oom-kill,kontali-backend on web-1 is down.",
        "hang,kontali-backend on web-1 runs and is not well.",
        "unhealthy,kontali-backend on web-1 runs and is not well."
    })
    void itsFirstWordsSayWhetherItStillRuns(String cause, String words) {
        Incident incident = incident("i").cause(new Cause(cause)).build();

        assertThat(Telling.opening("incident.opened", incident)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({
        "host-silent,Nothing is heard of web-1.",
        "channel-failing,Something is wrong with web-1."
    })
    void ofAHostItSaysWhatIsTheMatter(String cause, String words) {
        Incident incident = incident("i").cause(new Cause(cause)).service(null).build();

        assertThat(Telling.opening("incident.opened", incident)).isEqualTo(words);
    }

    @Test
    void onlyATestIsCalledATest() {
        Incident incident = incident("i").build();

        assertThat(Telling.opening("test", incident)).startsWith("This is a test.");
        assertThat(Telling.doing("test", incident)).contains("a test");
        assertThat(Telling.opening("something.new", incident))
                .isEqualTo("Word of kontali-backend on web-1.");
        assertThat(Telling.doing("something.new", incident)).doesNotContain("test");
    }

    @Test
    void itSaysHowTheLastRestartWent() {
        Incident incident =
                incident("i")
                        .restartable()
                        .restarts(
                                List.of(
                                        new Incident.Restart(
                                                new OrderId("o"),
                                                2,
                                                NOON,
                                                "died-again",
                                                Duration.ofMillis(1_500),
                                                "exit 1")))
                        .build();

        assertThat(Telling.doing("incident.updated", incident))
                .isEqualTo(
                        "Varde has tried. Last restart: 2. 12:00:00 UTC: failed again after 1.5 s"
                                + " (exit 1)");
    }
}

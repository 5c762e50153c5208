package dev.varde.collector.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.collector.ask.Answer;
import dev.varde.events.HealthFact;
import dev.varde.events.HealthFact.CheckFailed;
import dev.varde.events.HealthFact.CheckKind;
import dev.varde.events.HealthFact.CheckPassed;
import dev.varde.events.HealthFact.Failure;
import dev.varde.events.HealthFact.PortHolder;
import dev.varde.events.config.Configuration.Check;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StreakTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final Check EVERY_TWO_SECONDS =
            new Check(
                    "http",
                    CheckKind.HTTP,
                    "http://u:p@127.0.0.1/",
                    List.of(),
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(1),
                    3);
    private final Streak streak = new Streak(EVERY_TWO_SECONDS, "http://127.0.0.1/");

    private Optional<HealthFact> good(double second) {
        return hear(Answer.good(), second);
    }

    private Optional<HealthFact> bad(double second) {
        return hear(Answer.bad(Failure.REFUSED, "connection refused"), second);
    }

    private Optional<HealthFact> hear(Answer answer, double second) {
        Instant now = NOON.plusMillis((long) (second * 1000));
        return streak.hear(answer, Duration.ofMillis(3), now);
    }

    private static int consecutive(Optional<HealthFact> fact) {
        return ((CheckFailed) fact.orElseThrow()).consecutive();
    }

    @Test
    void theFirstAnswerAndEachChangeAreTold() {
        assertThat(good(0)).containsInstanceOf(CheckPassed.class);
        assertThat(good(2)).isEmpty();
        assertThat(bad(4)).containsInstanceOf(CheckFailed.class);
        assertThat(good(6)).containsInstanceOf(CheckPassed.class);
    }

    @Test
    void eachFailureIsToldUpToTheThreshold() {
        good(0);

        assertThat(consecutive(bad(2))).isEqualTo(1);
        assertThat(consecutive(bad(4))).isEqualTo(2);
        CheckFailed third = (CheckFailed) bad(6).orElseThrow();
        assertThat(third.consecutive()).isEqualTo(3);
        assertThat(third.down()).isTrue();
        assertThat(bad(8)).isEmpty();
        assertThat(bad(10)).isEmpty();
    }

    @Test
    void anUnchangedStateIsToldEveryThirtySeconds() {
        good(0);
        assertThat(good(29)).isEmpty();
        assertThat(good(30)).isPresent();
        assertThat(good(31)).isEmpty();
        assertThat(good(60)).isPresent();
    }

    @Test
    void anotherKindOfFailureIsAChange() {
        for (int i = 0; i < 10; i += 2) {
            bad(i);
        }

        Optional<HealthFact> other = hear(Answer.bad(Failure.TIMEOUT, "no answer"), 10);

        assertThat(consecutive(other)).isEqualTo(6);
    }

    @Test
    void quickLooksAfterAStartDoNotMakeTheServiceDownSooner() {
        good(0);
        streak.begin();

        assertThat(consecutive(bad(1))).isEqualTo(1);
        assertThat(bad(1.25)).isEmpty();
        assertThat(bad(1.5)).isEmpty();
        assertThat(bad(2.5)).isEmpty();
        assertThat(consecutive(bad(2.75))).isEqualTo(2);
    }

    @Test
    void aNewProcessBeginsANewCount() {
        bad(0);
        bad(2);
        bad(4);
        bad(6);
        streak.begin();

        assertThat(consecutive(bad(7))).isEqualTo(1);
        assertThat(streak.passing()).isFalse();
        assertThat(good(8)).isPresent();
        assertThat(streak.passing()).isTrue();
    }

    @Test
    void theFirstGoodAnswerOfANewProcessIsToldThoughNothingChanged() {
        good(0);
        streak.begin();

        assertThat(good(1)).isPresent();
        assertThat(good(2)).isEmpty();
    }

    @Test
    void credentialsAndControlCharactersAreNotTold() {
        CheckFailed failed =
                (CheckFailed)
                        streak.hear(
                                        Answer.bad(Failure.REFUSED, "a\u0000b\nc"),
                                        Duration.ofMillis(3),
                                        NOON)
                                .orElseThrow();

        assertThat(failed.target()).isEqualTo("http://127.0.0.1/");
        assertThat(failed.detail()).isEqualTo("a b c");
        assertThat(failed.heldBy(new PortHolder(7, "nc -l")).holder())
                .isEqualTo(new PortHolder(7, "nc -l"));
    }

    /// Two of the last five answers.
    private static Streak twoOfFive() {
        return new Streak(
                new Check(
                        "tcp",
                        CheckKind.TCP,
                        "127.0.0.1:1",
                        List.of(),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(1),
                        2,
                        5,
                        null),
                "127.0.0.1:1");
    }

    /// What was told of each answer, a good one being `+` and a bad one `-`.
    private static List<String> told(Streak streak, String answers) {
        List<String> told = new ArrayList<>();
        for (int i = 0; i < answers.length(); i++) {
            Answer answer =
                    answers.charAt(i) == '+'
                            ? Answer.good()
                            : Answer.bad(Failure.REFUSED, "connection refused");
            Optional<HealthFact> fact =
                    streak.hear(answer, Duration.ofMillis(3), NOON.plusSeconds(2L * i));
            told.add(fact.map(StreakTest::inShort).orElse(""));
        }
        return told;
    }

    private static String inShort(HealthFact fact) {
        return fact instanceof CheckFailed f ? f.consecutive() + (f.down() ? " down" : "") : "well";
    }

    @Test
    void failuresAmongTheLastAnswersCountThoughGoodOnesStandBetween() {
        assertThat(told(twoOfFive(), "+-+-")).containsExactly("well", "1", "well", "2 down");
        assertThat(told(twoOfFive(), "+-++++-")).endsWith("1");
    }

    @Test
    void oneGoodAnswerAmongBadOnesDoesNotEndTheOutage() {
        assertThat(told(twoOfFive(), "--+++++"))
                .containsExactly("1", "2 down", "", "", "", "well", "");
    }

    @Test
    void whileItStaysDownThatIsToldEveryThirtySeconds() {
        List<String> told = told(twoOfFive(), "--" + "+--".repeat(10));

        assertThat(told.subList(2, 16)).containsOnly("");
        assertThat(told.get(16)).endsWith("down");
    }

    @Test
    void aNewProcessForgetsTheAnswersOfTheOld() {
        Streak streak = twoOfFive();
        told(streak, "--");
        streak.begin();

        assertThat(told(streak, "+")).containsExactly("well");
    }

    @Test
    void whenTheCertificateRunsOutIsToldWithAGoodAnswer() {
        Instant until = Instant.parse("2027-01-01T00:00:00Z");

        Optional<HealthFact> fact = streak.hear(new Answer.Good(until), Duration.ofMillis(3), NOON);

        assertThat(((CheckPassed) fact.orElseThrow()).certificateUntil()).isEqualTo(until);
    }
}

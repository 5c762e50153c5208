package dev.varde.notifier.silence;

import static dev.varde.notifier.Cast.NOON;
import static dev.varde.notifier.Cast.WEB_1;
import static dev.varde.notifier.Cast.incident;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.Incident;
import dev.varde.events.OperatorWord;
import dev.varde.events.Silence;
import dev.varde.events.SilenceId;
import dev.varde.events.Weekly;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SilencesTest {
    private static final Incident KILLED = incident("i").build();
    private static final Map<String, List<String>> KONTALI =
            Map.of("service", List.of("kontali-backend"));

    @Test
    void aSilenceHoldsFromItsBeginningUntilItsEnd() {
        Silences silences = Silences.NONE.heard(added(silence("s-1", KONTALI, 60)));

        assertThat(silences.over(KILLED, NOON.minusMillis(1))).isEmpty();
        assertThat(silences.over(KILLED, NOON)).isPresent();
        assertThat(silences.over(KILLED, NOON.plusSeconds(59))).isPresent();
        assertThat(silences.over(KILLED, NOON.plusSeconds(60))).isEmpty();
    }

    @Test
    void itHidesOnlyWhatMatches() {
        Silences silences =
                Silences.NONE.heard(
                        added(silence("s-1", Map.of("service", List.of("postgres")), 60)));

        assertThat(silences.over(KILLED, NOON)).isEmpty();
    }

    @Test
    void ofSeveralTheOneThatLastsLongestIsNamed() {
        Silences silences =
                Silences.NONE
                        .heard(added(silence("s-1", KONTALI, 60)))
                        .heard(added(silence("s-2", KONTALI, 600)))
                        .heard(added(silence("s-3", KONTALI, 300)));

        assertThat(silences.over(KILLED, NOON)).map(Silence::id).contains(new SilenceId("s-2"));
    }

    @Test
    void whatIsEndedIsOverWhicheverWordIsReadFirst() {
        OperatorWord begin = added(silence("s-1", KONTALI, 600));
        OperatorWord end = ended("s-1", 60);

        for (Silences silences :
                List.of(
                        Silences.NONE.heard(begin).heard(end),
                        Silences.NONE.heard(end).heard(begin),
                        Silences.NONE.heard(begin).heard(end).heard(begin))) {
            Silence before = silences.over(KILLED, NOON.plusSeconds(59)).orElseThrow();
            assertThat(silences.until(before, NOON)).isEqualTo(NOON.plusSeconds(60));
            assertThat(silences.over(KILLED, NOON.plusSeconds(60))).isEmpty();
            assertThat(silences.over(NOON.plusSeconds(60)))
                    .extracting(Silences.Over::end)
                    .containsExactly(NOON.plusSeconds(60));
            assertThat(silences.pending(NOON.plusSeconds(60))).isEmpty();
        }
    }

    @Test
    void anEndThatIsSaidTwiceIsTheFirst() {
        Silences silences =
                Silences.NONE
                        .heard(added(silence("s-1", KONTALI, 600)))
                        .heard(ended("s-1", 60))
                        .heard(ended("s-1", 300));

        assertThat(silences.over(KILLED, NOON.plusSeconds(61))).isEmpty();
    }

    @Test
    void whatWouldHideEverythingIsNotObeyedUnlessForced() {
        Silence everything = silence("s-1", Map.of("host", List.of("~.*")), 60);
        OperatorWord.SilenceAdded plain = added(everything);
        OperatorWord.SilenceAdded forced =
                new OperatorWord.SilenceAdded(WEB_1, everything, true, NOON);

        assertThat(Silences.fault(plain)).get().asString().contains("hide everything");
        assertThat(Silences.NONE.heard(plain).over(KILLED, NOON)).isEmpty();
        assertThat(Silences.fault(forced)).isEmpty();
        assertThat(Silences.NONE.heard(forced).over(KILLED, NOON)).isPresent();
    }

    @Test
    void aPatternThatCannotBeUsedHidesNothingThoughItIsForced() {
        Silence broken = silence("s-1", Map.of("host", List.of("~(a")), 60);
        OperatorWord word = new OperatorWord.SilenceAdded(WEB_1, broken, true, NOON);

        assertThat(Silences.NONE.heard(word)).isSameAs(Silences.NONE);
    }

    @ParameterizedTest
    @CsvSource({
        // Sundays from 02:30 for an hour in Oslo, where the clocks change at 01:00 UTC.
        "2026-03-29T01:29:00Z,false",
        "2026-03-29T01:31:00Z,true",
        "2026-10-25T00:31:00Z,true",
        "2026-10-25T01:31:00Z,false",
        "2026-11-01T01:31:00Z,true",
        "2026-11-02T01:31:00Z,false",
        "2027-03-07T01:31:00Z,false"
    })
    void oneThatComesAgainHoldsInItsWindowsOnly(Instant time, boolean hidden) {
        Silences silences = Silences.NONE.heard(added(weekly()));

        assertThat(silences.over(KILLED, time).isPresent()).isEqualTo(hidden);
    }

    @Test
    void oneThatComesAgainIsDueAnewAtTheEndOfItsWindow() {
        Silences silences = Silences.NONE.heard(added(weekly()));

        assertThat(silences.until(weekly(), Instant.parse("2026-11-01T01:31:00Z")))
                .isEqualTo(Instant.parse("2026-11-01T02:30:00Z"));
    }

    @Test
    void theyAreKeptWithinABoundAndThoseThatAreOverGoFirst() {
        Silences silences = Silences.NONE.heard(added(silence("s-last", KONTALI, 10_000_000)));
        for (int i = 1; i <= 2_100; i++) {
            silences = silences.heard(added(silence("s-" + i, KONTALI, i)));
        }

        assertThat(silences.pending(NOON.minusSeconds(1))).hasSize(2_000);
        assertThat(silences.find(new SilenceId("s-last"))).isPresent();
        assertThat(silences.find(new SilenceId("s-1"))).isEmpty();
    }

    private static Silence weekly() {
        return new Silence(
                new SilenceId("s-1"),
                KONTALI,
                Map.of(),
                Instant.parse("2026-03-01T00:00:00Z"),
                Instant.parse("2027-03-01T00:00:00Z"),
                new Weekly(
                        Set.of(DayOfWeek.SUNDAY),
                        LocalTime.of(2, 30),
                        Duration.ofHours(1),
                        ZoneId.of("Europe/Oslo")),
                "kari",
                null);
    }

    static Silence silence(String id, Map<String, List<String>> match, long seconds) {
        return silence(id, match, seconds, null);
    }

    static Silence silence(
            String id, Map<String, List<String>> match, long seconds, @Nullable String comment) {
        return new Silence(
                new SilenceId(id),
                match,
                Map.of(),
                NOON,
                NOON.plusSeconds(seconds),
                null,
                "kari",
                comment);
    }

    private static OperatorWord.SilenceAdded added(Silence silence) {
        return new OperatorWord.SilenceAdded(WEB_1, silence, false, silence.from());
    }

    private static OperatorWord ended(String id, long seconds) {
        return new OperatorWord.SilenceEnded(
                new SilenceId(id), WEB_1, "kari", NOON.plusSeconds(seconds));
    }
}

package dev.varde.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Oslo puts the clocks forward on Sunday 2026-03-29 at 02:00 and back on Sunday 2026-10-25 at
/// 03:00.
class WeeklyTest {
    private static final ZoneId OSLO = ZoneId.of("Europe/Oslo");
    private static final Set<DayOfWeek> DAILY = EnumSet.allOf(DayOfWeek.class);
    private static final Set<DayOfWeek> SUNDAY = Set.of(DayOfWeek.SUNDAY);

    @ParameterizedTest
    @CsvSource({
        "2026-11-01T20:59:59Z,false",
        "2026-11-01T21:00:00Z,true",
        "2026-11-02T05:59:59Z,true",
        "2026-11-02T06:00:00Z,false",
        "2026-11-01T05:00:00Z,false",
        "2026-11-02T21:30:00Z,false"
    })
    void aNightBeginsOnItsDayAndEndsOnTheNext(Instant time, boolean open) {
        Weekly night = new Weekly(SUNDAY, LocalTime.of(22, 0), Duration.ofHours(9), OSLO);

        assertThat(night.covers(time)).isEqualTo(open);
    }

    @ParameterizedTest
    @CsvSource({
        // 02:30 is left out: it comes at 03:30, which is 01:30 in UTC.
        "2026-03-29T01:29:59Z,false",
        "2026-03-29T01:30:00Z,true",
        "2026-03-29T02:29:59Z,true",
        "2026-03-29T02:30:00Z,false",
        // 02:30 comes twice: the first one is 00:30 in UTC.
        "2026-10-25T00:29:59Z,false",
        "2026-10-25T00:30:00Z,true",
        "2026-10-25T01:29:59Z,true",
        "2026-10-25T01:30:00Z,false"
    })
    void whereTheClocksChangeItComesOnce(Instant time, boolean open) {
        Weekly hour = new Weekly(SUNDAY, LocalTime.of(2, 30), Duration.ofHours(1), OSLO);

        assertThat(hour.covers(time)).isEqualTo(open);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-28T21:00:00Z,2026-03-29T06:00:00Z",
        "2026-10-24T20:00:00Z,2026-10-25T05:00:00Z",
        "2026-11-01T21:00:00Z,2026-11-02T06:00:00Z"
    })
    void itLastsInRealTime(Instant from, Instant until) {
        Weekly night = new Weekly(DAILY, LocalTime.of(22, 0), Duration.ofHours(9), OSLO);

        assertThat(night.last(from)).contains(new Weekly.Span(from, until));
    }

    @Test
    void aWholeDayLeavesNoGapWhenTheClocksArePutBack() {
        Weekly days = new Weekly(DAILY, LocalTime.MIDNIGHT, Weekly.LONGEST, OSLO);

        assertThat(days.covers(Instant.parse("2026-10-25T22:30:00Z"))).isTrue();
        assertThat(days.last(Instant.parse("2026-10-25T12:00:00Z")))
                .contains(
                        new Weekly.Span(
                                Instant.parse("2026-10-24T22:00:00Z"),
                                Instant.parse("2026-10-25T23:00:00Z")));
    }

    @Test
    void windowsThatFollowOnEachOtherEndTogether() {
        Weekly weekend =
                new Weekly(
                        Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY),
                        LocalTime.MIDNIGHT,
                        Weekly.LONGEST,
                        ZoneOffset.UTC);
        Weekly night = new Weekly(DAILY, LocalTime.of(22, 0), Duration.ofHours(8), ZoneOffset.UTC);
        Instant friday = Instant.parse("2026-11-06T23:00:00Z");

        assertThat(Weekly.end(List.of(weekend, night), friday))
                .contains(Instant.parse("2026-11-09T06:00:00Z"));
        assertThat(Weekly.end(List.of(night), friday))
                .contains(Instant.parse("2026-11-07T06:00:00Z"));
        assertThat(Weekly.end(List.of(weekend), friday)).isEmpty();
    }

    @Test
    void whatNeverEndsEndsMoreThanAWeekAway() {
        Weekly always = new Weekly(DAILY, LocalTime.MIDNIGHT, Weekly.LONGEST, ZoneOffset.UTC);
        Instant now = Instant.parse("2026-11-06T23:00:00Z");

        assertThat(Weekly.end(List.of(always), now).orElseThrow())
                .isAfter(now.plus(Duration.ofDays(7)));
    }

    @Test
    void aWindowWithoutDaysOrTimeIsNone() {
        for (Duration none : List.of(Duration.ZERO, Duration.ofHours(-1), Duration.ofHours(25))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Weekly(DAILY, LocalTime.NOON, none, OSLO));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Weekly(Set.of(), LocalTime.NOON, Duration.ofHours(1), OSLO));
    }
}

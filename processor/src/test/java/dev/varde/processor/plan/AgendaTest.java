package dev.varde.processor.plan;

import static dev.varde.processor.Cast.KONTALI;
import static dev.varde.processor.Cast.KONTALI_ON_WEB_1;
import static dev.varde.processor.Cast.POSTGRES;
import static dev.varde.processor.Cast.WEB_1;
import static dev.varde.processor.Cast.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.HostName;
import dev.varde.events.InstanceId;
import dev.varde.events.OperatorWord;
import dev.varde.events.Weekly;
import dev.varde.events.config.Configuration.Maintenance;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AgendaTest {
    private static final HostName WEB_2 = new HostName("web-2");
    private static final InstanceId KONTALI_ON_WEB_2 = new InstanceId(KONTALI, WEB_2);

    @Test
    void aDeployLastsUntilItsEnd() {
        Plans plans = Plans.NONE.heard(deploy(10, null)).heard(end(100, null));

        assertThat(over(plans, 9)).isFalse();
        assertThat(over(plans, 50)).isTrue();
        assertThat(over(plans, 106)).isFalse();
    }

    @Test
    void aDeployWhoseEndNobodyTellsIsOverAfterHalfAnHour() {
        Plans plans = Plans.NONE.heard(deploy(0, null));

        assertThat(over(plans, 1_800)).isTrue();
        assertThat(over(plans, 1_806)).isFalse();
    }

    @Test
    void aDeployToOneHostIsNoneOfTheOthers() {
        Agenda agenda = new Agenda(Plans.NONE.heard(deploy(0, WEB_1)), Calendar.NONE);

        assertThat(agenda.over(KONTALI_ON_WEB_1, at(5))).isPresent();
        assertThat(agenda.over(KONTALI_ON_WEB_2, at(5))).isEmpty();
        assertThat(agenda.over(new InstanceId(POSTGRES, WEB_1), at(5))).isEmpty();
    }

    @Test
    void theEndOfOneDeployIsNoneOfAnother() {
        Plans plans = Plans.NONE.heard(deploy(0, WEB_1)).heard(end(10, null));

        assertThat(over(plans, 60)).isTrue();
    }

    @Test
    void aWordThatIsReadAgainPlansNothingMore() {
        Plans once = Plans.NONE.heard(deploy(0, null)).heard(end(10, null));

        assertThat(once.heard(deploy(0, null)).heard(end(10, null)).plans())
                .hasSizeLessThanOrEqualTo(2)
                .allMatch(p -> p.until().equals(at(10)));
    }

    @Test
    void maintenanceOfAHostIsOfAllOnItAndOfItself() {
        Agenda agenda = new Agenda(Plans.NONE.heard(maintenance(WEB_1, 60, 120)), Calendar.NONE);

        assertThat(agenda.over(KONTALI_ON_WEB_1, at(90))).isPresent();
        assertThat(agenda.over(WEB_1, at(90))).isPresent();
        assertThat(agenda.over(WEB_1, at(59))).isEmpty();
        assertThat(agenda.over(WEB_2, at(90))).isEmpty();
    }

    @Test
    void aDeployIsNoMaintenanceOfTheHost() {
        assertThat(new Agenda(Plans.NONE.heard(deploy(0, WEB_1)), Calendar.NONE).over(WEB_1, at(1)))
                .isEmpty();
    }

    @Test
    void maintenanceThatIsCalledOffIsOver() {
        Plans plans =
                Plans.NONE
                        .heard(maintenance(WEB_1, 60, 600))
                        .heard(
                                new OperatorWord.MaintenanceEnded(
                                        WEB_1, null, WEB_1, "kari", at(90)));

        assertThat(over(plans, 80)).isTrue();
        assertThat(over(plans, 100)).isFalse();
    }

    @Test
    void theCalendarKnowsItsDaysItsZoneAndThatANightEndsTheNextDay() {
        // 2026-11-01 is a Sunday; in Oslo it is an hour later than in UTC then.
        Calendar calendar =
                new Calendar(
                        List.of(
                                new Maintenance(
                                        List.of(),
                                        List.of(),
                                        new Weekly(
                                                Set.of(DayOfWeek.SUNDAY),
                                                LocalTime.of(23, 30),
                                                Duration.ofHours(1),
                                                ZoneId.of("Europe/Oslo")))));

        assertThat(calendar.over(KONTALI, WEB_1, Instant.parse("2026-11-01T22:29:00Z"))).isEmpty();
        assertThat(calendar.over(KONTALI, WEB_1, Instant.parse("2026-11-01T22:31:00Z"))).hasSize(1);
        assertThat(calendar.over(null, WEB_1, Instant.parse("2026-11-01T23:29:00Z"))).hasSize(1);
        assertThat(calendar.over(KONTALI, WEB_1, Instant.parse("2026-11-01T23:31:00Z"))).isEmpty();
        assertThat(calendar.over(KONTALI, WEB_1, Instant.parse("2026-11-02T22:31:00Z"))).isEmpty();
    }

    @Test
    void theCalendarOfAServiceIsNotItsHosts() {
        Calendar calendar =
                new Calendar(
                        List.of(
                                new Maintenance(
                                        List.of(POSTGRES),
                                        List.of(WEB_1),
                                        new Weekly(
                                                Set.of(DayOfWeek.values()),
                                                LocalTime.of(12, 0),
                                                Duration.ofHours(1),
                                                ZoneId.of("UTC")))));

        assertThat(calendar.over(POSTGRES, WEB_1, at(60))).hasSize(1);
        assertThat(calendar.over(KONTALI, WEB_1, at(60))).isEmpty();
        assertThat(calendar.over(POSTGRES, WEB_2, at(60))).isEmpty();
        assertThat(calendar.over(null, WEB_1, at(60))).isEmpty();
    }

    @Test
    void plansAreKeptWithinABound() {
        Plans plans = Plans.NONE;
        for (int i = 0; i < 1_000; i++) {
            plans = plans.heard(deploy(i, null));
        }

        assertThat(plans.plans()).hasSize(500);
        assertThat(plans.heard(deploy(8 * 86_400, null)).plans()).hasSize(1);
    }

    private static boolean over(Plans plans, double seconds) {
        return new Agenda(plans, Calendar.NONE).over(KONTALI_ON_WEB_1, at(seconds)).isPresent();
    }

    private static OperatorWord deploy(double seconds, @Nullable HostName on) {
        return new OperatorWord.DeployStarted(KONTALI, WEB_1, on, "kari", at(seconds), "2.3");
    }

    private static OperatorWord end(double seconds, @Nullable HostName on) {
        return new OperatorWord.DeployEnded(KONTALI, WEB_1, on, "kari", at(seconds));
    }

    private static OperatorWord maintenance(HostName on, double from, double until) {
        return new OperatorWord.MaintenancePlanned(
                WEB_1, null, on, "kari", at(0), at(from), at(until), null);
    }
}

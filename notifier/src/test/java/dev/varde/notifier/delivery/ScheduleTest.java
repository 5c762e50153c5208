package dev.varde.notifier.delivery;

import static dev.varde.notifier.Cast.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.Delivery;
import dev.varde.events.Delivery.State;
import dev.varde.events.IncidentId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleTest {
    private static final Schedule SCHEDULE = Schedule.STANDARD;
    private static final Outcome BUSY = new Outcome.Temporary(503, "answered 503", null);

    @Test
    void whatArrivedIsDelivered() {
        Delivery after = after(new Outcome.Delivered(204, "answered 204"), NOON.plusMillis(7));

        assertThat(after.state()).isEqualTo(State.DELIVERED);
        assertThat(after.due()).isNull();
        assertThat(after.attempts())
                .containsExactly(new Delivery.Attempt(NOON, true, 204, 7, "answered 204"));
    }

    @Test
    void whoTookItAndWhoRefusedItIsNotTriedAgain() {
        List<Delivery.Recipient> each =
                List.of(
                        new Delivery.Recipient("anna@b", Delivery.Fate.TAKEN, 250, "queued"),
                        new Delivery.Recipient("kari@b", Delivery.Fate.DEFERRED, 451, "later"),
                        new Delivery.Recipient("ola@b", Delivery.Fate.REFUSED, 550, "nobody"),
                        new Delivery.Recipient("per@b", Delivery.Fate.UNKNOWN, null, "broke"));

        Delivery after = after(new Outcome.Temporary(451, "for some", null, each), NOON);

        assertThat(after.attempts().getFirst().recipients()).isEqualTo(each);
        assertThat(Deliveries.settled(after)).containsExactlyInAnyOrder("anna@b", "ola@b");
    }

    @Test
    void whatCannotHelpIsFailedAtOnceWithItsReason() {
        Delivery after = after(new Outcome.Permanent(410, "gone"), NOON);

        assertThat(after.state()).isEqualTo(State.FAILED);
        assertThat(after.reason()).isEqualTo("gone");
    }

    @Test
    void whatMayHelpIsTriedAgainWithinTwoSeconds() {
        Delivery after = after(BUSY, NOON);

        assertThat(after.state()).isEqualTo(State.RETRYING);
        assertThat(after.due()).isEqualTo(NOON.plusSeconds(1));
        assertThat(after.reason()).isEqualTo("route 1 matched");
    }

    @Test
    void aMailWhoseServerVanishedIsUnknownAndTriedAgain() {
        Delivery after = after(new Outcome.Unknown("broke"), NOON);

        assertThat(after.state()).isEqualTo(State.UNKNOWN);
        assertThat(Deliveries.open(after)).isTrue();
    }

    @Test
    void unknownStaysUnknownWhenItIsTooOldToTry() {
        Instant nextDay = NOON.plus(Duration.ofHours(24));

        Delivery after = after(new Outcome.Unknown("broke"), nextDay);

        assertThat(after.state()).isEqualTo(State.UNKNOWN);
        assertThat(Deliveries.open(after)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"1,2000", "2,4000", "3,8000", "9,512000", "10,900000", "11,900000", "5000,900000"})
    void boundsDoubleUpToAQuarterOfAnHour(int failures, long millis) {
        assertThat(SCHEDULE.pause(failures, 1.0)).isEqualTo(Duration.ofMillis(millis));
    }

    @Test
    void noWaitIsShorterThanAFifthOfASecond() {
        assertThat(SCHEDULE.pause(1, 0)).isEqualTo(Duration.ofMillis(200));
    }

    @ParameterizedTest
    @CsvSource({"PT0S,PT1S", "PT30S,PT30S", "PT2H,PT15M"})
    void theReceiversWishIsHonouredWithinReason(Duration asked, Duration waited) {
        Delivery after = after(new Outcome.Temporary(429, "busy", asked), NOON);

        assertThat(after.due()).isEqualTo(NOON.plus(waited));
    }

    @Test
    void aReceiverThatIsAwayForADayIsGivenUp() {
        Random random = new Random(7);
        Delivery delivery = intended();
        Instant now = NOON;
        int attempts = 0;
        while (Deliveries.open(delivery)) {
            delivery = SCHEDULE.after(delivery, BUSY, now, now, random.nextDouble());
            attempts++;
            Instant due = delivery.due();
            assertThat(due == null || due.isAfter(now)).isTrue();
            now = due == null ? now : due;
        }

        assertThat(delivery.state()).isEqualTo(State.FAILED);
        assertThat(delivery.reason()).isEqualTo("given up after 24 h: answered 503");
        assertThat(Duration.between(NOON, now))
                .isBetween(Duration.ofHours(23), Duration.ofHours(24));
        assertThat(attempts).isBetween(100, 400);
        assertThat(delivery.attempts()).hasSize(100);
    }

    @Test
    void idsAreReadableWhereTheyCanBeAndNeverUnsafe() {
        assertThat(Deliveries.id(new IncidentId("i1"), 2, "mail", "ops").value())
                .isEqualTo("i1/2/mail/ops");
        assertThat(Deliveries.id(new IncidentId("a.b\nc"), 2, "mail", "Ops, Åsa").value())
                .matches("[0-9a-f]{32}/2/mail/[0-9a-f]{32}");
    }

    @ParameterizedTest
    @CsvSource({
        "INTENDED,true",
        "RETRYING,true",
        "DELIVERED,false",
        "FAILED,false",
        "HELD_BACK,false",
        "SUPERSEDED,false",
        "UNKNOWN,false"
    })
    void onlyWhatMayStillArriveIsOpen(State state, boolean open) {
        assertThat(Deliveries.open(Deliveries.ended(intended(), state, "why"))).isEqualTo(open);
    }

    private static Delivery after(Outcome outcome, Instant now) {
        return SCHEDULE.after(intended(), outcome, NOON, now, 0.5);
    }

    private static Delivery intended() {
        return new Delivery(
                Deliveries.id(new IncidentId("i"), 1, "webhook", "hook"),
                new IncidentId("i"),
                1,
                "hook",
                "webhook",
                "incident.opened",
                State.INTENDED,
                "route 1 matched",
                NOON,
                null,
                List.of(),
                null,
                "subject");
    }
}

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
        assertThat(Deliveries.settled(after))
                .extracting(Delivery.Recipient::address)
                .containsExactly("anna@b", "ola@b");
    }

    @Test
    void whatCannotHelpIsFailedAtOnceWithItsReason() {
        Delivery after = after(new Outcome.Permanent(410, "gone"), NOON);

        assertThat(after.state()).isEqualTo(State.FAILED);
        assertThat(after.reason()).isEqualTo("gone");
    }

    @Test
    void whatMayHelpIsTriedAgainAfterASecond() {
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
    void unknownStaysUnknownWhenItIsGivenUp() {
        Delivery delivery = intended();
        while (Deliveries.open(delivery)) {
            delivery = SCHEDULE.after(delivery, new Outcome.Unknown("broke"), NOON, NOON, 0.5);
        }

        assertThat(delivery.state()).isEqualTo(State.UNKNOWN);
        assertThat(Deliveries.dead(delivery)).isTrue();
        assertThat(delivery.reason()).isEqualTo("given up after 12 attempts: broke");
    }

    @ParameterizedTest
    @CsvSource({
        "1,PT1S",
        "2,PT5S",
        "3,PT30S",
        "4,PT5M",
        "5,PT30M",
        "6,PT2H",
        "7,PT5H",
        "8,PT10H",
        "9,PT14H",
        "10,PT20H",
        "11,PT24H"
    })
    void waitsGrowFromASecondToADay(int failures, Duration wait) {
        assertThat(SCHEDULE.pause(failures, 0.5)).isEqualTo(wait);
        assertThat(SCHEDULE.pause(failures, 0)).isEqualTo(wait.multipliedBy(8).dividedBy(10));
        assertThat(SCHEDULE.pause(failures, 1)).isEqualTo(wait.multipliedBy(12).dividedBy(10));
    }

    @ParameterizedTest
    @CsvSource({"PT0S,PT1S", "PT30S,PT30S", "PT2H,PT2H", "PT50H,PT24H"})
    void theReceiversWishIsHonouredForUpToADay(Duration asked, Duration waited) {
        Delivery after = after(new Outcome.Temporary(429, "busy", asked), NOON);

        assertThat(after.due()).isEqualTo(NOON.plus(waited));
    }

    @Test
    void aReceiverThatIsAwayForThreeDaysIsGivenUp() {
        Random random = new Random(7);
        Delivery delivery = intended();
        Instant now = NOON;
        while (Deliveries.open(delivery)) {
            delivery = SCHEDULE.after(delivery, BUSY, now, now, random.nextDouble());
            Instant due = delivery.due();
            assertThat(due == null || due.isAfter(now)).isTrue();
            now = due == null ? now : due;
        }

        assertThat(delivery.state()).isEqualTo(State.FAILED);
        assertThat(delivery.reason()).isEqualTo("given up after 12 attempts: answered 503");
        assertThat(Duration.between(NOON, now))
                .isBetween(Duration.ofHours(61), Duration.ofHours(91));
        assertThat(delivery.attempts()).hasSize(12);
    }

    @Test
    void whatIsReplayedStartsAfreshAndKeepsItsAttempts() {
        Delivery failed = intended();
        while (Deliveries.open(failed)) {
            failed = SCHEDULE.after(failed, BUSY, NOON, NOON, 0.5);
        }
        Instant later = NOON.plus(Duration.ofDays(5));

        Delivery again = Deliveries.again(failed, "asked for", later);
        Delivery after = SCHEDULE.after(again, BUSY, later, later, 0.5);

        assertThat(after.id()).isEqualTo(failed.id());
        assertThat(after.state()).isEqualTo(State.RETRYING);
        assertThat(after.due()).isEqualTo(later.plusSeconds(1));
        assertThat(after.attempts()).hasSize(13);
    }

    @Test
    void aMailboxThatRefusedIsTriedAgainWhenTheMailIsReplayedAndOneThatTookItIsNot() {
        List<Delivery.Recipient> each =
                List.of(
                        new Delivery.Recipient("anna@b", Delivery.Fate.TAKEN, 250, "queued"),
                        new Delivery.Recipient("ola@b", Delivery.Fate.REFUSED, 550, "nobody"));
        Delivery failed = after(new Outcome.Permanent(550, "for some", each), NOON);

        Delivery again = Deliveries.again(failed, "asked for", NOON.plusSeconds(60));

        assertThat(Deliveries.settled(failed))
                .extracting(Delivery.Recipient::address)
                .containsExactlyInAnyOrder("anna@b", "ola@b");
        assertThat(Deliveries.settled(again))
                .extracting(Delivery.Recipient::address)
                .containsExactly("anna@b");
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

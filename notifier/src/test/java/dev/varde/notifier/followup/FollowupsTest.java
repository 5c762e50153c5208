package dev.varde.notifier.followup;

import static dev.varde.notifier.Cast.NOON;
import static dev.varde.notifier.Cast.incident;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.Delivery;
import dev.varde.events.Delivery.State;
import dev.varde.events.DeliveryId;
import dev.varde.events.Incident;
import dev.varde.events.Incident.Change;
import dev.varde.events.IncidentState;
import dev.varde.events.config.Configuration.Escalation;
import dev.varde.notifier.delivery.Deliveries;
import dev.varde.notifier.routing.Decision;
import dev.varde.notifier.routing.Medium;
import dev.varde.notifier.routing.Terms;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FollowupsTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Incident OPEN = incident("i").build();
    private static final Decision AGAIN = send("ops", HOUR, List.of());
    private static final Decision ESCALATING =
            send(
                    "ops",
                    null,
                    List.of(
                            new Escalation(Duration.ofMinutes(10), List.of("boss")),
                            new Escalation(Duration.ofMinutes(30), List.of("cto", "boss"))));

    private final Story story = new Story();

    @Test
    void whatIsStillOpenIsToldAgainAfterItsTime() {
        told("ops", "", NOON);

        assertThat(at(NOON.plusSeconds(3_599), AGAIN))
                .isEqualTo(new Followups(List.of(), NOON.plus(HOUR)));
        assertThat(at(NOON.plus(HOUR), AGAIN).due())
                .containsExactly(new Due.Repeat((Decision.Send) AGAIN, 1));
    }

    @Test
    void whatWasToldAgainIsToldOnceMoreAfterThat() {
        told("ops", "", NOON);
        told("ops", "/repeat-1", NOON.plus(HOUR));

        assertThat(at(NOON.plus(HOUR), AGAIN).next()).isEqualTo(NOON.plus(HOUR).plus(HOUR));
        assertThat(at(NOON.plus(HOUR).plus(HOUR), AGAIN).due())
                .containsExactly(new Due.Repeat((Decision.Send) AGAIN, 2));
    }

    @Test
    void nothingIsRepeatedToWhomNothingWasTold() {
        assertThat(at(NOON.plus(HOUR), AGAIN)).isEqualTo(new Followups(List.of(), Instant.MAX));
    }

    @Test
    void whatIsAcknowledgedExplainedOrOverIsNeitherRepeatedNorEscalated() {
        told("ops", "", NOON);
        Instant later = NOON.plus(Duration.ofDays(1));

        for (Incident incident :
                List.of(
                        incident("i").acknowledged(null).build(),
                        incident("i").parent("p").build(),
                        incident("i")
                                .revision(2, Change.RESOLVED, IncidentState.RESOLVED)
                                .build())) {
            assertThat(Followups.of(incident, story, List.of(AGAIN, ESCALATING), later))
                    .isEqualTo(new Followups(List.of(), Instant.MAX));
        }
    }

    @Test
    void whatNobodyAcknowledgesGoesToTheNextOnes() {
        told("ops", "", NOON);

        assertThat(at(NOON.plusSeconds(599), ESCALATING))
                .isEqualTo(new Followups(List.of(), NOON.plusSeconds(600)));
        assertThat(at(NOON.plusSeconds(600), ESCALATING))
                .isEqualTo(
                        new Followups(
                                List.of(new Due.Escalate("boss", 1, Duration.ofMinutes(10))),
                                NOON.plusSeconds(1_800)));
    }

    @Test
    void eachStepReachesEachReceiverOnce() {
        told("ops", "", NOON);
        told("boss", "/escalation-1", NOON.plusSeconds(600));

        assertThat(at(NOON.plusSeconds(601), ESCALATING).due()).isEmpty();
        assertThat(at(NOON.plusSeconds(1_800), ESCALATING).due())
                .containsExactly(
                        new Due.Escalate("cto", 2, Duration.ofMinutes(30)),
                        new Due.Escalate("boss", 2, Duration.ofMinutes(30)));
    }

    @Test
    void theClockOfAnEscalationRunsFromTheFirstMessageAndNotFromTheFall() {
        held("ops", NOON.plus(HOUR));
        assertThat(at(NOON.plusSeconds(1_800), holdBack("ops", NOON.plus(HOUR))).due()).isEmpty();

        told("ops", "", NOON.plus(HOUR));

        assertThat(at(NOON.plus(HOUR), ESCALATING).next())
                .isEqualTo(NOON.plus(HOUR).plusSeconds(600));
    }

    @Test
    void whatIsHeldBackIsDecidedAnewWhenTheReasonIsOver() {
        Delivery held = held("ops", NOON.plus(HOUR));
        Decision still = holdBack("ops", NOON.plus(HOUR));

        assertThat(at(NOON, still)).isEqualTo(new Followups(List.of(), NOON.plus(HOUR)));
        assertThat(at(NOON.plus(HOUR), AGAIN).due()).containsExactly(new Due.Anew(held, AGAIN));
    }

    @Test
    void whatIsHeldBackIsDecidedAnewWhenTheReasonEndsBeforeItsTime() {
        Delivery held = held("ops", NOON.plus(HOUR));

        assertThat(at(NOON.plusSeconds(5), AGAIN).due()).containsExactly(new Due.Anew(held, AGAIN));
    }

    @Test
    void whatIsHeldBackForLongerIsWrittenSo() {
        Delivery held = held("ops", NOON.plus(HOUR));
        Decision longer = holdBack("ops", NOON.plus(HOUR).plus(HOUR));

        assertThat(at(NOON.plus(HOUR), longer).due()).containsExactly(new Due.Anew(held, longer));
    }

    @Test
    void whatNoRouteLeadsToAnyMoreIsHeldBackForGood() {
        held("gone", NOON.plus(HOUR));

        assertThat(at(NOON.plus(HOUR), AGAIN).due())
                .singleElement()
                .satisfies(due -> {
                    Due.Anew anew = (Due.Anew) due;
                    assertThat(anew.decision())
                            .isEqualTo(
                                    new Decision.HoldBack(
                                            "gone",
                                            Medium.MAIL,
                                            "no route leads i there any more"));
                });
    }

    @Test
    void theStoryIsTheSameWhenRecordsAreReadTwice() {
        Delivery held = held("ops", NOON.plus(HOUR));
        told("ops", "", NOON.plus(HOUR));
        story.apply(held);
        told("ops", "", NOON.plus(HOUR));

        assertThat(story.held()).isEmpty();
        assertThat(story.firstTold()).contains(NOON.plus(HOUR));
        assertThat(story.receivers()).containsExactly("ops");
    }

    private Followups at(Instant now, Decision... decisions) {
        return Followups.of(OPEN, story, List.of(decisions), now);
    }

    private void told(String receiver, String suffix, Instant at) {
        story.apply(delivery(receiver, suffix, State.DELIVERED, at, null));
    }

    private Delivery held(String receiver, Instant until) {
        Delivery held = delivery(receiver, "", State.HELD_BACK, NOON, until);
        story.apply(held);
        return held;
    }

    private static Delivery delivery(
            String receiver, String suffix, State state, Instant at, @Nullable Instant due) {
        DeliveryId id = Deliveries.id(OPEN.id(), 1, "mail", receiver);
        return new Delivery(
                new DeliveryId(id.value() + suffix),
                OPEN.id(),
                1,
                receiver,
                "mail",
                "incident.opened",
                state,
                "route 1 matched",
                at,
                due,
                List.of(),
                null,
                "subject");
    }

    private static Decision send(
            String receiver, @Nullable Duration repeat, List<Escalation> escalate) {
        return new Decision.Send(
                receiver,
                Medium.MAIL,
                "route 1 matched",
                new Terms("", Duration.ZERO, Duration.ofMinutes(5), repeat, escalate));
    }

    private static Decision holdBack(String receiver, Instant until) {
        return new Decision.HoldBack(receiver, Medium.MAIL, "silence s-1", until);
    }
}

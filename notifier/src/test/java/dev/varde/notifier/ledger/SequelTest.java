package dev.varde.notifier.ledger;

import static dev.varde.notifier.Cast.NOON;
import static dev.varde.notifier.Cast.hook;
import static dev.varde.notifier.Cast.incident;
import static dev.varde.notifier.Cast.mail;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.varde.events.Delivery;
import dev.varde.events.Delivery.State;
import dev.varde.events.Incident;
import dev.varde.events.Incident.Change;
import dev.varde.events.IncidentId;
import dev.varde.events.IncidentState;
import dev.varde.events.config.Configuration.MailTarget;
import dev.varde.events.config.Configuration.Receiver;
import dev.varde.notifier.delivery.Deliveries;
import dev.varde.notifier.dispatch.Job;
import dev.varde.notifier.followup.Due;
import dev.varde.notifier.followup.Groups;
import dev.varde.notifier.followup.Story;
import dev.varde.notifier.routing.Decision;
import dev.varde.notifier.routing.Medium;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SequelTest {
    private static final Instant MORNING = NOON.plus(Duration.ofHours(19));
    private static final Receiver BOSS =
            new Receiver(
                    "boss",
                    new MailTarget(List.of("boss@example.com")),
                    hook("x", "https://hooks.example.com/x").webhook());
    private static final Decision.Send MAIL =
            new Decision.Send("ops", Medium.MAIL, "route 1 matched");
    private static final Decision.Send HOOK =
            new Decision.Send("boss", Medium.WEBHOOK, "route 1 matched");

    private final LedgerState state = new LedgerState();
    private final Sequel sequel =
            new Sequel(new Drafts(List.of(mail("ops"), BOSS), state, new Groups()), MORNING);

    @Test
    void aRepeatHasAnIdOfItsOwn() {
        add(incident("i").build(), new Due.Repeat(MAIL, 2));

        assertThat(sequel.jobs())
                .singleElement()
                .satisfies(job -> {
                    assertThat(job.delivery().id().value()).isEqualTo("i/1/mail/ops/repeat-2");
                    assertThat(job.delivery().state()).isEqualTo(State.INTENDED);
                    assertThat(job.delivery().reason())
                            .isEqualTo(
                                    "still open and not acknowledged: told again, route 1 matched");
                });
    }

    @Test
    void anEscalationReachesAReceiverByAllItsWays() {
        add(incident("i").build(), new Due.Escalate("boss", 1, Duration.ofMinutes(10)));

        assertThat(sequel.jobs())
                .extracting(j -> j.delivery().id().value(), j -> j.delivery().reason())
                .containsExactly(
                        tuple(
                                "i/1/mail/boss/escalation-1",
                                "not acknowledged within 10 min: step 1 of the escalation"),
                        tuple(
                                "i/1/webhook/boss/escalation-1",
                                "not acknowledged within 10 min: step 1 of the escalation"));
    }

    @Test
    void anEscalationToWhoIsNotThereAnyMoreIsNone() {
        add(incident("i").build(), new Due.Escalate("gone", 1, Duration.ofMinutes(10)));

        assertThat(sequel.jobs()).isEmpty();
    }

    @Test
    void whatIsStillOpenIsToldAsTheBeginningToWhomNothingWasTold() {
        Delivery held = held("i", 2, "incident.updated", "ops", "mail");

        add(incident("i").build(), new Due.Anew(held, MAIL));

        assertThat(sequel.jobs())
                .singleElement()
                .satisfies(job -> {
                    assertThat(job.delivery().id()).isEqualTo(held.id());
                    assertThat(job.delivery().type()).isEqualTo("incident.opened");
                    assertThat(job.delivery().state()).isEqualTo(State.INTENDED);
                    assertThat(job.delivery().due()).isNull();
                });
    }

    @Test
    void whatCameAndWentIsToldInOneDigest() {
        Incident first = over("i");
        Incident second = over("j");
        add(first, new Due.Anew(held("i", 2, "incident.resolved", "ops", "mail"), MAIL));
        add(second, new Due.Anew(held("j", 2, "incident.resolved", "ops", "mail"), MAIL));

        List<Job> jobs = sequel.jobs();

        assertThat(jobs).hasSize(3);
        Job digest = jobs.getFirst();
        assertThat(digest.delivery().type()).isEqualTo("digest");
        assertThat(digest.delivery().also()).containsExactly(new IncidentId("j"));
        assertThat(digest.delivery().subject()).isEqualTo("[digest] 2 incidents: 2 resolved");
        assertThat(digest.delivery().reason())
                .isEqualTo("came and went while held back: silence s-1 by anna");
        assertThat(digest.incidents()).containsExactly(first, second);
        assertThat(jobs.subList(1, 3))
                .allSatisfy(hidden -> {
                    assertThat(hidden.delivery().state()).isEqualTo(State.HELD_BACK);
                    assertThat(hidden.delivery().due()).isNull();
                    assertThat(hidden.delivery().reason())
                            .startsWith(
                                    "over before it was to be told, see " + digest.delivery().id());
                });
    }

    @Test
    void aProgramIsSentNoDigestButTheLedgerSaysWhatItMissed() {
        add(over("i"), new Due.Anew(held("i", 2, "incident.resolved", "boss", "webhook"), HOOK));

        assertThat(sequel.jobs())
                .singleElement()
                .satisfies(hidden -> {
                    assertThat(hidden.delivery().state()).isEqualTo(State.HELD_BACK);
                    assertThat(hidden.delivery().due()).isNull();
                });
    }

    @Test
    void whoWasToldOfItBeforeTheSilenceHearsItsEnd() {
        Story told = new Story();
        told.apply(delivery("i", 1, "incident.opened", "ops", "mail", State.DELIVERED));
        Delivery held = held("i", 2, "incident.resolved", "ops", "mail");

        sequel.add(over("i"), 0, told, List.of(new Due.Anew(held, MAIL)));

        assertThat(sequel.jobs())
                .singleElement()
                .satisfies(job -> {
                    assertThat(job.delivery().type()).isEqualTo("incident.resolved");
                    assertThat(job.delivery().state()).isEqualTo(State.INTENDED);
                });
    }

    @Test
    void whatIsHeldBackForLongerIsNotedWithItsReason() {
        Delivery held = held("i", 1, "incident.opened", "ops", "mail");
        var longer =
                new Decision.HoldBack("ops", Medium.MAIL, "silence s-2", MORNING.plusSeconds(9));

        add(incident("i").build(), new Due.Anew(held, longer));

        assertThat(sequel.jobs())
                .singleElement()
                .satisfies(job -> {
                    assertThat(job.delivery().state()).isEqualTo(State.HELD_BACK);
                    assertThat(job.delivery().due()).isEqualTo(MORNING.plusSeconds(9));
                    assertThat(job.delivery().reason()).isEqualTo("silence s-2");
                });
    }

    private void add(Incident incident, Due due) {
        sequel.add(incident, 0, new Story(), List.of(due));
    }

    private static Incident over(String id) {
        return incident(id).revision(2, Change.RESOLVED, IncidentState.RESOLVED).build();
    }

    private static Delivery held(
            String id, int revision, String type, String receiver, String channel) {
        return Deliveries.held(
                delivery(id, revision, type, receiver, channel, State.HELD_BACK),
                "silence s-1 by anna",
                MORNING);
    }

    private static Delivery delivery(
            String id, int revision, String type, String receiver, String channel, State state) {
        return new Delivery(
                Deliveries.id(new IncidentId(id), revision, channel, receiver),
                new IncidentId(id),
                revision,
                receiver,
                channel,
                type,
                state,
                "route 1 matched",
                NOON,
                null,
                List.of(),
                null,
                "subject");
    }
}

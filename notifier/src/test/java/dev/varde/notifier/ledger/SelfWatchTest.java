package dev.varde.notifier.ledger;

import static dev.varde.notifier.Cast.NOON;
import static dev.varde.notifier.Cast.hook;
import static dev.varde.notifier.Cast.mail;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.Cause;
import dev.varde.events.Delivery;
import dev.varde.events.Delivery.Attempt;
import dev.varde.events.Delivery.State;
import dev.varde.events.IncidentId;
import dev.varde.events.config.Configuration.Receiver;
import dev.varde.notifier.delivery.Deliveries;
import dev.varde.notifier.dispatch.Job;
import dev.varde.notifier.followup.Groups;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SelfWatchTest {
    private static final List<Receiver> RECEIVERS =
            List.of(hook("hook", "https://hooks.example.com/x"), mail("ops"), mail("boss"));
    private static final Instant LATER = NOON.plusSeconds(121);

    private final LedgerState state = new LedgerState();

    @Test
    void aReceiverThatCannotBeReachedForTwoMinutesIsToldToTheFirstThatCan() {
        tried("hook", "webhook", NOON, false);
        tried("hook", "webhook", NOON.plusSeconds(60), false);
        assertThat(round(null, NOON.plusSeconds(119))).isEmpty();

        List<Job> jobs = round(null, LATER);

        assertThat(jobs)
                .singleElement()
                .satisfies(job -> {
                    assertThat(job.delivery().receiver()).isEqualTo("ops");
                    assertThat(job.delivery().type()).isEqualTo("incident.opened");
                    assertThat(job.incident().cause()).isEqualTo(OwnTrouble.CHANNEL_FAILING);
                    assertThat(job.incident().summary())
                            .isEqualTo(
                                    "Varde cannot reach receiver hook by webhook since"
                                            + " 2026-11-01T12:00:00Z: answered 503");
                });
    }

    @Test
    void itIsToldOnceAndItsEndToTheSame() {
        tried("hook", "webhook", NOON, false);
        tried("hook", "webhook", NOON.plusSeconds(60), false);
        round(null, LATER);
        assertThat(round(null, LATER.plusSeconds(1))).isEmpty();

        tried("hook", "webhook", LATER.plusSeconds(2), true);
        List<Job> end = round(null, LATER.plusSeconds(3));

        assertThat(end)
                .extracting(j -> j.delivery().receiver(), j -> j.delivery().type())
                .containsExactly(org.assertj.core.api.Assertions.tuple("ops", "incident.resolved"));
        assertThat(round(null, LATER.plusSeconds(4))).isEmpty();
    }

    @Test
    void theFallbackIsToldBeforeAllOthers() {
        tried("hook", "webhook", NOON, false);
        tried("hook", "webhook", NOON.plusSeconds(60), false);

        assertThat(watch("boss").round(null, LATER))
                .extracting(j -> j.delivery().receiver())
                .containsExactly("boss");
    }

    @Test
    void aFallbackThatFailsItselfIsPassedOver() {
        for (String receiver : List.of("boss", "ops")) {
            tried(receiver, "mail", NOON.plusSeconds(100), false);
        }
        tried("ops", "mail", NOON.plusSeconds(101), true);
        tried("hook", "webhook", NOON, false);
        tried("hook", "webhook", NOON.plusSeconds(60), false);

        assertThat(watch("boss").round(null, LATER))
                .extracting(j -> j.delivery().receiver())
                .containsExactly("ops");
    }

    @Test
    void oneFailureIsNone() {
        tried("hook", "webhook", NOON, false);

        assertThat(round(null, NOON.plusSeconds(7_200))).isEmpty();
    }

    @Test
    void aCanaryThatIsLostIsToldAndWhenItComesAgain() {
        assertThat(round(NOON, LATER))
                .singleElement()
                .satisfies(job -> {
                    assertThat(job.incident().cause()).isEqualTo(OwnTrouble.CANARY_LOST);
                    assertThat(job.delivery().receiver()).isEqualTo("hook");
                });
        assertThat(round(NOON, LATER.plusSeconds(1))).isEmpty();

        assertThat(round(null, LATER.plusSeconds(2)))
                .singleElement()
                .satisfies(job -> {
                    assertThat(job.delivery().type()).isEqualTo("incident.resolved");
                    assertThat(job.incident().cause()).isEqualTo(OwnTrouble.CANARY_LOST);
                    assertThat(job.incident().times().opened()).isEqualTo(NOON);
                    assertThat(OwnTrouble.again(job.delivery()).cause())
                            .isEqualTo(OwnTrouble.CANARY_LOST);
                });
    }

    @Test
    void whatWasToldIsToldTheSameAfterAKill() {
        tried("hook", "webhook", NOON, false);
        tried("hook", "webhook", NOON.plusSeconds(60), false);
        Delivery told = round(null, LATER).getFirst().delivery();

        assertThat(OwnTrouble.isOwn(told.incident())).isTrue();
        assertThat(OwnTrouble.again(told).summary())
                .contains("Varde cannot reach receiver hook by webhook");
    }

    static List<Cause> causes() {
        return List.of(OwnTrouble.CHANNEL_FAILING, OwnTrouble.CANARY_LOST);
    }

    @ParameterizedTest
    @MethodSource("causes")
    void eachOfItsCausesHasAPage(Cause cause) {
        assertThat(Files.exists(Path.of("../docs/causes/" + cause.id() + ".md"))).isTrue();
    }

    /// What is decided is written, as the ledger does.
    private List<Job> round(@Nullable Instant lost, Instant now) {
        List<Job> jobs = watch(null).round(lost, now);
        jobs.forEach(j -> state.apply(j.delivery(), j.partition()));
        return jobs;
    }

    private SelfWatch watch(@Nullable String fallback) {
        return new SelfWatch(state, new Drafts(RECEIVERS, state, new Groups()), fallback, 0);
    }

    private void tried(String receiver, String channel, Instant at, boolean ok) {
        int status = ok ? 200 : 503;
        IncidentId incident = new IncidentId("i-" + receiver + at);
        state.apply(
                new Delivery(
                        Deliveries.id(incident, 1, channel, receiver),
                        incident,
                        1,
                        receiver,
                        channel,
                        "incident.opened",
                        ok ? State.DELIVERED : State.RETRYING,
                        "route 1 matched",
                        at,
                        null,
                        List.of(new Attempt(at, ok, status, 3, "answered " + status)),
                        null,
                        "subject"),
                0);
    }
}

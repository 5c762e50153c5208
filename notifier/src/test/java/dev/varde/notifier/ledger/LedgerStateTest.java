package dev.varde.notifier.ledger;

import static dev.varde.notifier.Cast.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.Delivery;
import dev.varde.events.Delivery.State;
import dev.varde.events.IncidentId;
import dev.varde.notifier.delivery.Deliveries;
import dev.varde.notifier.dispatch.Noted;
import dev.varde.notifier.routing.Medium;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerStateTest {
    private static final IncidentId I = new IncidentId("i");
    private static final TopicPartition P = new TopicPartition("varde.incidents", 0);

    private final LedgerState state = new LedgerState();

    @Test
    void whatHasNoEndIsTakenUpInOrderOfRevisions() {
        state.apply(delivery(2, "webhook", State.INTENDED), 0);
        state.apply(delivery(1, "webhook", State.RETRYING), 0);

        assertThat(state.open(Set.of(0)))
                .extracting(h -> h.delivery().revision())
                .containsExactly(1, 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"DELIVERED", "FAILED", "HELD_BACK", "SUPERSEDED"})
    void whatHasEndedIsNotTakenUp(State end) {
        state.apply(delivery(1, "webhook", State.INTENDED), 0);
        state.apply(delivery(1, "webhook", end), 0);

        assertThat(state.open(Set.of(0))).isEmpty();
    }

    @Test
    void whatLiesInOtherPartitionsIsLeftToOthers() {
        state.apply(delivery(1, "webhook", State.INTENDED), 3);

        assertThat(state.open(Set.of(0, 1, 2))).isEmpty();
        assertThat(state.open(Set.of(3))).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"1,true", "2,true", "3,false"})
    void aRevisionIsDecidedOnce(int revision, boolean decided) {
        state.apply(delivery(2, "webhook", State.HELD_BACK), 0);

        assertThat(state.isDecided(I, revision)).isEqualTo(decided);
        assertThat(state.isDecided(new IncidentId("j"), revision)).isFalse();
    }

    @Test
    void theLastMailsSubjectIsRememberedUntilItIsOver() {
        state.apply(delivery(1, "mail", State.INTENDED), 0);
        assertThat(state.lastSubject(I, "ops", Medium.MAIL)).contains("subject 1");

        state.apply(delivery(2, "mail", State.HELD_BACK), 0);
        state.apply(delivery(3, "mail", State.FAILED), 0);
        assertThat(state.lastSubject(I, "ops", Medium.MAIL)).contains("subject 1");

        state.apply(delivery(4, "mail", State.DELIVERED), 0);
        assertThat(state.lastSubject(I, "ops", Medium.MAIL)).contains("subject 4");
        assertThat(state.lastSubject(I, "ops", Medium.WEBHOOK)).isEmpty();
        assertThat(state.lastSubject(I, "dev", Medium.MAIL)).isEmpty();
    }

    @Test
    void whoWasToldIsRememberedUntilItIsOver() {
        state.apply(delivery(1, "webhook", State.HELD_BACK), 0);
        assertThat(state.receivers(I)).isEmpty();

        state.apply(delivery(2, "webhook", State.INTENDED), 0);
        assertThat(state.receivers(I)).containsExactly("ops");

        state.apply(resolved(delivery(3, "webhook", State.DELIVERED)), 0);
        assertThat(state.receivers(I)).isEmpty();
    }

    private static Delivery resolved(Delivery d) {
        return new Delivery(
                d.id(),
                d.incident(),
                d.revision(),
                d.receiver(),
                d.channel(),
                "incident.resolved",
                d.state(),
                d.reason(),
                d.intended(),
                d.due(),
                d.attempts(),
                d.order(),
                d.subject());
    }

    @Test
    void theBacklogOfANewGroupIsWhatLiesThereWhenItFirstReads() {
        Backlog backlog = new Backlog();
        backlog.begin(P, null, 100);

        assertThat(backlog.holds(P, 99)).isTrue();
        assertThat(backlog.holds(P, 100)).isFalse();
    }

    @Test
    void theBacklogsMarkOutlivesAKillInTheMidstOfIt() {
        Backlog first = new Backlog();
        first.begin(P, null, 100);
        OffsetAndMetadata committed = first.commit(P, 40);

        Backlog second = new Backlog();
        second.begin(P, committed, 150);

        assertThat(second.holds(P, 99)).isTrue();
        assertThat(second.holds(P, 100)).isFalse();
        assertThat(second.commit(P, 100).metadata()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "nonsense", "backlog-until=", "backlog-until=9999999999999999999999"})
    void nonsenseInTheMetadataIsNoBacklog(String metadata) {
        Backlog backlog = new Backlog();
        backlog.begin(P, new OffsetAndMetadata(1, metadata), 100);

        assertThat(backlog.holds(P, 50)).isFalse();
    }

    @Test
    void outcomesStayUntilTheyAreWritten() {
        Outcomes outcomes = new Outcomes();
        for (int revision = 1; revision <= 3; revision++) {
            outcomes.add(new Noted(delivery(revision, "webhook", State.DELIVERED), 0));
        }

        assertThat(outcomes.first(2)).hasSize(2);
        assertThat(outcomes.first(2)).hasSize(2);
        outcomes.remove(2);
        assertThat(outcomes.first(2)).extracting(n -> n.delivery().revision()).containsExactly(3);
    }

    private static Delivery delivery(int revision, String channel, State state) {
        return new Delivery(
                Deliveries.id(I, revision, channel, "ops"),
                I,
                revision,
                "ops",
                channel,
                "incident.opened",
                state,
                "route 1 matched",
                NOON,
                null,
                List.of(),
                null,
                "subject " + revision);
    }
}

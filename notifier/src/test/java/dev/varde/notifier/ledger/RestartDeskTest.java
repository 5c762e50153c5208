package dev.varde.notifier.ledger;

import static dev.varde.notifier.Cast.KONTALI;
import static dev.varde.notifier.Cast.NOON;
import static dev.varde.notifier.Cast.RESTARTS;
import static dev.varde.notifier.Cast.WEB_1;
import static dev.varde.notifier.Cast.incident;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.Cause;
import dev.varde.events.Delivery;
import dev.varde.events.Delivery.State;
import dev.varde.events.Incident;
import dev.varde.events.Incident.Change;
import dev.varde.events.IncidentState;
import dev.varde.events.OperatorWord;
import dev.varde.events.OrderId;
import dev.varde.events.wire.Codec;
import dev.varde.events.wire.Records;
import dev.varde.events.wire.Topics;
import dev.varde.events.wire.Unreadable;
import dev.varde.notifier.Cast;
import dev.varde.notifier.restart.RestartRules;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RestartDeskTest {
    private final Codec codec = new Codec();
    private final RestartBook book = new RestartBook();
    private RestartDesk desk = new RestartDesk(new RestartRules(RESTARTS), book);

    @Test
    void withNothingToWatchItIsNeverTime() {
        assertThat(desk.next()).isEqualTo(Instant.MAX);
    }

    @Test
    void aNewIncidentIsLookedAtOnceAndOrderedOnce() throws Unreadable {
        desk.saw(down().build(), 0);
        assertThat(desk.next()).isBefore(NOON);

        assertThat(orders(NOON)).isEqualTo(1);
        assertThat(orders(NOON.plusSeconds(2))).isZero();
        assertThat(orders(NOON.plusSeconds(30))).isZero();
    }

    @Test
    void aDeskThatIsBuiltAnewFromTheSameBookOrdersNothingTwice() throws Unreadable {
        desk.saw(down().build(), 0);
        round(NOON);

        desk = new RestartDesk(new RestartRules(RESTARTS), book);
        desk.saw(down().build(), 0);

        assertThat(orders(NOON.plusSeconds(1))).isZero();
    }

    @Test
    void aRestartForLaterIsAnnouncedAndThenOrdered() throws Unreadable {
        desk.saw(down().build(), 0);
        round(NOON);
        desk.saw(failed(2, 1), 0);

        List<Delivery> announced = deliveries(round(NOON.plusSeconds(1)));
        assertThat(announced).hasSize(1);
        assertThat(announced.getFirst().state()).isEqualTo(State.INTENDED);
        assertThat(announced.getFirst().due()).isEqualTo(NOON.plusSeconds(10));
        assertThat(deliveries(round(NOON.plusSeconds(3)))).isEmpty();
        List<Delivery> ordered = deliveries(round(NOON.plusSeconds(10)));
        assertThat(ordered).extracting(Delivery::id).containsExactly(announced.getFirst().id());
        assertThat(ordered).extracting(Delivery::state).containsExactly(State.DELIVERED);
    }

    @Test
    void anAnnouncedRestartIsTakenBackWhenTheServiceRecovers() throws Unreadable {
        desk.saw(down().build(), 0);
        round(NOON);
        desk.saw(failed(2, 1), 0);
        round(NOON.plusSeconds(1));

        desk.saw(down().revision(3, Change.RESOLVED, IncidentState.RESOLVED).build(), 0);

        assertThat(deliveries(round(NOON.plusSeconds(2))))
                .extracting(Delivery::state)
                .containsExactly(State.SUPERSEDED);
        assertThat(desk.next()).isEqualTo(Instant.MAX);
    }

    @Test
    void aRefusalIsWrittenOnceAsWordAndInTheLedger() throws Unreadable {
        desk.saw(down().cause(Cause.PORT_IN_USE).build(), 0);

        Batch first = round(NOON);
        Batch second = round(NOON.plusSeconds(2));

        assertThat(deliveries(first))
                .extracting(Delivery::type)
                .containsExactly("restart.declined");
        assertThat(words(first)).singleElement().isInstanceOf(OperatorWord.DeclineRestart.class);
        assertThat(second.isEmpty()).isTrue();
    }

    @Test
    void anOlderRevisionDoesNotReplaceANewerOne() throws Unreadable {
        desk.saw(down().revision(4, Change.RECOVERING, IncidentState.RECOVERING).build(), 0);
        desk.saw(down().build(), 0);

        assertThat(orders(NOON)).isZero();
    }

    @Test
    void anOperatorsOrderGoesOutWhateverTheBudget() throws Unreadable {
        Batch batch = batch();
        for (int n = 0; n < 9; n++) {
            desk.orderNow(now(NOON.plusSeconds(n)), 0, NOON.plusSeconds(n), batch);
        }

        assertThat(count(batch, Topics.COMMANDS)).isEqualTo(9);
    }

    @Test
    void anOperatorsOrderFromLongAgoIsHeldBack() throws Unreadable {
        Batch batch = batch();

        desk.orderNow(now(NOON), 0, NOON.plusSeconds(301), batch);

        assertThat(count(batch, Topics.COMMANDS)).isZero();
        assertThat(deliveries(batch)).extracting(Delivery::state).containsExactly(State.HELD_BACK);
    }

    private static OperatorWord.RestartNow now(Instant at) {
        return new OperatorWord.RestartNow(KONTALI, WEB_1, null, "kari", at);
    }

    private static Cast.IncidentBuilder down() {
        return incident("i").restartable();
    }

    private static Incident failed(int revision, int number) {
        OrderId order = new OrderId("i/restart-" + number);
        return down().revision(revision, Change.UPDATED, IncidentState.OPEN)
                .restarts(List.of(new Incident.Restart(order, number, NOON, "failed", null, null)))
                .build();
    }

    private long orders(Instant now) {
        return count(round(now), Topics.COMMANDS);
    }

    private Batch round(Instant now) {
        Batch batch = batch();
        desk.round(now, batch);
        return batch;
    }

    private Batch batch() {
        return new Batch(new Records(codec));
    }

    private static long count(Batch batch, String topic) {
        return batch.writes().stream().filter(w -> w.topic().equals(topic)).count();
    }

    private List<Delivery> deliveries(Batch batch) throws Unreadable {
        List<Delivery> found = new ArrayList<>();
        for (var write : batch.writes()) {
            if (write.topic().equals(Topics.DELIVERIES)) {
                found.add(codec.readDelivery(write.value()));
            }
        }
        return found;
    }

    private List<OperatorWord> words(Batch batch) throws Unreadable {
        List<OperatorWord> found = new ArrayList<>();
        for (var write : batch.writes()) {
            if (write.topic().equals(Topics.OPERATOR)) {
                found.add(codec.readOperatorWord(write.value()));
            }
        }
        return found;
    }
}

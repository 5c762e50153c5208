package dev.varde.notifier.ledger;

import static dev.varde.notifier.Cast.KONTALI;
import static dev.varde.notifier.Cast.NOON;
import static dev.varde.notifier.Cast.WEB_1;
import static dev.varde.notifier.Cast.incident;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.Cause;
import dev.varde.events.Delivery;
import dev.varde.events.Incident;
import dev.varde.events.IncidentId;
import dev.varde.events.OperatorWord;
import dev.varde.notifier.restart.Fleet.Deploy;
import dev.varde.notifier.restart.Past;
import dev.varde.notifier.restart.Past.Ordered;
import dev.varde.notifier.restart.RestartDecision.OrderRestart;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RestartBookTest {
    private static final IncidentId I = new IncidentId("i");

    private final RestartBook book = new RestartBook();

    @Test
    void restartsAreNoMessagesToTakeUp() {
        LedgerState state = new LedgerState();
        state.apply(order(down(), 1, NOON), 0);

        assertThat(state.open(Set.of(0))).isEmpty();
        assertThat(state.isDecided(I, 1)).isFalse();
    }

    @Test
    void ordersAreRememberedByInstanceAndIncident() {
        book.apply(order(down(), 1, NOON));
        book.apply(order(down(), 1, NOON));
        book.apply(order(incident("j").restartable().build(), 1, NOON.plusSeconds(9)));

        Past past = book.past(down());
        assertThat(past.ofInstance())
                .extracting(Ordered::at)
                .containsExactly(NOON, NOON.plusSeconds(9));
        assertThat(past.ofIncident()).hasSize(1);
    }

    @Test
    void anOrderKeepsWhatItWasAbout() {
        book.apply(order(incident("i").fingerprint("f1").build(), 1, NOON));

        assertThat(book.past(down()).ofInstance())
                .extracting(Ordered::cause, Ordered::fingerprint, Ordered::opened)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(Cause.OOM_KILL, "f1", NOON));
    }

    @Test
    void anOrderThatAnOlderVersionWroteIsReadAsOneOfUnknownCause() {
        Delivery d = order(down(), 1, NOON);
        Delivery old =
                new Delivery(
                        d.id(),
                        d.incident(),
                        d.revision(),
                        d.receiver(),
                        d.channel(),
                        d.type(),
                        d.state(),
                        d.reason(),
                        d.intended(),
                        d.due(),
                        d.attempts(),
                        d.order(),
                        d.subject());
        book.apply(old);

        assertThat(book.past(down()).ofInstance())
                .extracting(Ordered::cause)
                .containsExactly(Cause.UNKNOWN);
    }

    @Test
    void resumeIsRememberedBesideTheOrders() {
        book.apply(order(down(), 1, NOON));
        book.apply(new OperatorWord.Resume(KONTALI, WEB_1, "kari", NOON.plusSeconds(1)));

        Past past = book.past(down());
        assertThat(past.ofIncident()).hasSize(1);
        assertThat(past.resumed()).isEqualTo(NOON.plusSeconds(1));
    }

    @Test
    void anOperatorsOrderIsAnOrderAndAStaleOneIsNone() {
        OperatorWord.RestartNow word = new OperatorWord.RestartNow(KONTALI, WEB_1, I, "kari", NOON);

        book.apply(RestartPapers.byOperator(word, null, 1, NOON, true).delivery());
        assertThat(book.past(down()).ofInstance()).isEmpty();

        book.apply(RestartPapers.byOperator(word, null, 1, NOON, false).delivery());
        assertThat(book.past(down()).ofInstance()).extracting(Ordered::at).containsExactly(NOON);
    }

    @Test
    void aRefusalIsRemembered() {
        book.apply(
                RestartPapers.note(
                        down(), RestartBook.DECLINED, Delivery.State.HELD_BACK, "used up", NOON));

        assertThat(book.past(down()).declined()).isEqualTo(NOON);
    }

    @Test
    void anApprovalIsForTheIncidentsThatWereOpen() {
        book.apply(new OperatorWord.RestartApproved(KONTALI, WEB_1, null, "kari", NOON));

        assertThat(book.past(down()).approved()).isEqualTo(NOON);
        assertThat(book.past(incident("j").at(NOON.plusSeconds(1)).build()).approved()).isNull();
    }

    @Test
    void anApprovalOfOneIncidentIsForThoseThatItExplainsToo() {
        book.apply(new OperatorWord.RestartApproved(KONTALI, WEB_1, I, "kari", NOON));

        assertThat(book.past(down()).approved()).isEqualTo(NOON);
        assertThat(book.past(incident("j").parent("i").build()).approved()).isEqualTo(NOON);
        assertThat(book.past(incident("k").build()).approved()).isNull();
    }

    @Test
    void aDeployLastsFromItsStartToItsEndHoweverOftenItIsRead() {
        OperatorWord start =
                new OperatorWord.DeployStarted(KONTALI, WEB_1, null, "kari", NOON, "2.3");
        OperatorWord end =
                new OperatorWord.DeployEnded(KONTALI, WEB_1, null, "kari", NOON.plusSeconds(60));
        for (int n = 0; n < 2; n++) {
            book.apply(start);
            book.apply(end);
        }

        assertThat(book.words().deploys(KONTALI))
                .containsExactly(new Deploy(null, NOON, NOON.plusSeconds(60), "kari", "2.3"));
    }

    @Test
    void anIncidentWithOrdersIsUnsettledUntilItsEndIsNoted() {
        book.apply(order(down(), 1, NOON));
        assertThat(book.unsettled()).containsExactly(I);

        book.apply(Settling.end(down(), NOON));
        assertThat(book.unsettled()).isEmpty();
    }

    @Test
    void whatNoDecisionCanRestOnIsForgotten() {
        book.apply(order(down(), 1, NOON));
        book.apply(order(incident("j").build(), 1, NOON.plus(Duration.ofDays(8))));

        book.forget(NOON.plus(Duration.ofDays(9)), Duration.ZERO);

        assertThat(book.past(down()).ofInstance()).hasSize(1);
        assertThat(book.of(KONTALI)).hasSize(1);
    }

    @Test
    void theSameOrderHasTheSameIdWhenItIsWrittenTwice() {
        assertThat(paper(2, NOON).order().id())
                .isEqualTo(paper(2, NOON.plusSeconds(5)).order().id())
                .isNotEqualTo(paper(3, NOON).order().id());
    }

    @Test
    void anOrderExpiresAfterAMinute() {
        assertThat(paper(1, NOON).order().expires()).isEqualTo(NOON.plusSeconds(60));
    }

    private static RestartPapers.Order paper(int number, Instant at) {
        return RestartPapers.byVarde(down(), new OrderRestart(number, "restart", false), at);
    }

    private static Delivery order(Incident incident, int number, Instant at) {
        return RestartPapers.byVarde(incident, new OrderRestart(number, "restart", false), at)
                .delivery();
    }

    private static Incident down() {
        return incident("i").restartable().build();
    }
}

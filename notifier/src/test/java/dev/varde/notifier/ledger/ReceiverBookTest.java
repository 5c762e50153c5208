package dev.varde.notifier.ledger;

import static dev.varde.notifier.Cast.NOON;
import static dev.varde.notifier.Cast.WEB_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.Delivery;
import dev.varde.events.Delivery.Attempt;
import dev.varde.events.Delivery.State;
import dev.varde.events.IncidentId;
import dev.varde.events.OperatorWord;
import dev.varde.notifier.delivery.Deliveries;
import dev.varde.notifier.dispatch.Channels;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReceiverBookTest {
    private static final Channels.Key HOOK = new Channels.Key("hook", "webhook");
    private static final Channels.Key OTHER = new Channels.Key("other", "webhook");

    private final ReceiverBook book = new ReceiverBook();

    @Test
    void aReceiverThatAnswered410IsDisabledFromThenOn() {
        tried(NOON, 410, "abc123");

        assertThat(book.disabled(HOOK, "abc123")).contains(NOON);
        assertThat(book.disabled(OTHER, "abc123")).isEmpty();
    }

    @Test
    void anotherAddressIsAnotherReceiver() {
        tried(NOON, 410, "abc123");

        assertThat(book.disabled(HOOK, "def456")).isEmpty();
    }

    @Test
    void peopleEnableItAgain() {
        tried(NOON, 410, "abc123");

        book.apply(new OperatorWord.ReceiverEnabled("hook", WEB_1, "kari", NOON.plusSeconds(9)));

        assertThat(book.disabled(HOOK, "abc123")).isEmpty();
    }

    @Test
    void aReplayForItEnablesItToo() {
        book.apply(
                new OperatorWord.ReplayDeliveries(
                        WEB_1, "kari", NOON.plusSeconds(9), "hook", null, null, List.of(), false));
        tried(NOON, 410, "abc123");

        assertThat(book.disabled(HOOK, "abc123")).isEmpty();
    }

    @Test
    void itIsDisabledAgainWhenItAnswersTheSameAfterThat() {
        book.apply(new OperatorWord.ReceiverEnabled("hook", WEB_1, "kari", NOON));
        tried(NOON.plusSeconds(9), 410, "abc123");

        assertThat(book.disabled(HOOK, "abc123")).contains(NOON.plusSeconds(9));
    }

    @Test
    void aMessageThatArrivesEnablesIt() {
        tried(NOON, 410, "abc123");
        tried(NOON.plusSeconds(9), 200, "abc123");

        assertThat(book.disabled(HOOK, "abc123")).isEmpty();
    }

    @Test
    void itFailsSinceTheFirstAttemptAfterWhichNothingArrived() {
        tried(NOON, 200, null);
        tried(NOON.plusSeconds(1), 503, null);
        tried(NOON.plusSeconds(60), 503, null);

        assertThat(book.failing(HOOK))
                .contains(
                        new ReceiverBook.Failing(
                                NOON.plusSeconds(1), NOON.plusSeconds(60), "answered 503"));
        tried(NOON.plusSeconds(61), 200, null);
        assertThat(book.failing(HOOK)).isEmpty();
    }

    @Test
    void whatIsReadTwiceChangesNothing() {
        tried(NOON, 503, null);
        tried(NOON.plusSeconds(1), 200, null);
        tried(NOON, 503, null);
        tried(NOON.plusSeconds(1), 200, null);

        assertThat(book.failing(HOOK)).isEmpty();
        assertThat(book.ends(HOOK)).hasSize(2);
    }

    private void tried(Instant at, int status, @Nullable String target) {
        boolean ok = status < 300;
        Delivery d =
                new Delivery(
                        Deliveries.id(new IncidentId("i-" + at), 1, "webhook", "hook"),
                        new IncidentId("i-" + at),
                        1,
                        "hook",
                        "webhook",
                        "incident.opened",
                        ok ? State.DELIVERED : status == 410 ? State.FAILED : State.RETRYING,
                        "route 1 matched",
                        at,
                        null,
                        List.of(new Attempt(at, ok, status, 3, "answered " + status)),
                        null,
                        "subject",
                        List.of(),
                        null,
                        target);
        book.apply(d);
    }
}

package dev.varde.console.view;

import static dev.varde.console.Sample.NOON;
import static dev.varde.console.SampleIncidents.delivery;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varde.events.Delivery;
import dev.varde.events.Delivery.State;
import dev.varde.events.DeliveryId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeliveryQueryTest {
    private static final DeliveryQuery ALL = new DeliveryQuery(null, null, null, null, false);

    private static DeliveryQuery since(String text) {
        return DeliveryQuery.read("", "", "", text, false, NOON);
    }

    @Test
    void nothingAskedForLeavesNothingOut() {
        DeliveryQuery read = DeliveryQuery.read(null, " ", "", null, false, NOON);

        assertThat(read).isEqualTo(ALL);
        for (State state : State.values()) {
            assertThat(ALL).accepts(delivery("d", "i", state));
        }
    }

    @Test
    void anIncidentIsNamedByTheBeginningOfItsIdAndAReceiverInFull() {
        DeliveryQuery incident = DeliveryQuery.read("i-1", null, null, null, false, NOON);
        DeliveryQuery receiver = DeliveryQuery.read(null, "ops", null, null, false, NOON);

        assertThat(incident)
                .accepts(delivery("d", "i-123", State.FAILED))
                .rejects(delivery("d", "i-2", State.FAILED));
        assertThat(receiver)
                .accepts(delivery("d", "i", State.DELIVERED))
                .rejects(delivery("d", "i", State.FAILED));
    }

    @ParameterizedTest
    @EnumSource(State.class)
    void eachStateIsFoundByTheNameItIsListedUnder(State state) {
        DeliveryQuery query =
                DeliveryQuery.read(null, null, DeliveryQuery.name(state), null, false, NOON);

        for (State other : State.values()) {
            assertThat(query.test(delivery("d", "i", other))).isEqualTo(other == state);
        }
    }

    @Test
    void whatFailedIsWhatPeopleShouldLookAt() {
        DeliveryQuery failed = DeliveryQuery.read(null, null, null, null, true, NOON);

        assertThat(List.of(State.values()))
                .filteredOn(s -> failed.test(delivery("d", "i", s)))
                .containsExactly(State.RETRYING, State.FAILED, State.UNKNOWN);
    }

    @Test
    void aTimeIsHowLongAgoOrWhen() {
        Delivery anHourOld = delivery("d", "i", State.FAILED, NOON.minus(Duration.ofHours(1)));

        assertThat(since("1h")).accepts(anHourOld);
        assertThat(since("59m")).rejects(anHourOld);
        assertThat(since("2026-11-24T11:00:00Z")).accepts(anHourOld);
        assertThat(since("2026-11-24T11:00:01Z")).rejects(anHourOld);
    }

    @ParameterizedTest
    @ValueSource(strings = {"yesterday", "-1h", "2026-11-24", "\u202e"})
    void whatIsNoTimeIsSaidWithWhatToWrite(String text) {
        assertThatThrownBy(() -> since(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2h or 7d")
                .message()
                .doesNotContain("\u202e");
    }

    @Test
    void whatIsNoStateIsSaidWithAllThereAre() {
        assertThatThrownBy(() -> DeliveryQuery.read(null, null, "lost", null, false, NOON))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'lost' is no state")
                .hasMessageContaining("held-back");
    }

    @Test
    void pagesFollowOneAnotherWithoutGapOrRepeat() {
        Board board = new Board();
        for (int i = 0; i < 7; i++) {
            board.see(delivery("d" + i, "i-" + i % 2, State.FAILED, NOON.plusSeconds(i / 2)));
        }

        DeliveryPage first = board.deliveries(ALL, null, 3);
        DeliveryPage second = board.deliveries(ALL, first.next(), 3);
        DeliveryPage third = board.deliveries(ALL, second.next(), 3);

        assertThat(ids(first)).containsExactly("d6", "d5", "d4");
        assertThat(ids(second)).containsExactly("d3", "d2", "d1");
        assertThat(ids(third)).containsExactly("d0");
        assertThat(third.next()).isNull();
        assertThat(board.deliveries(ALL, new DeliveryId("gone"), 3).deliveries()).isEmpty();
    }

    @Test
    void aPageThatEndsWithTheLastOneIsTheLast() {
        Board board = new Board();
        board.see(delivery("d1", "i", State.FAILED));

        assertThat(board.deliveries(ALL, null, 1).next()).isNull();
    }

    private static List<String> ids(DeliveryPage page) {
        return page.deliveries().stream().map(d -> d.id().value()).toList();
    }
}

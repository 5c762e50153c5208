package dev.varde.collector.order;

import static dev.varde.collector.order.Cast.INCIDENT;
import static dev.varde.collector.order.Cast.KEY;
import static dev.varde.collector.order.Cast.KONTALI;
import static dev.varde.collector.order.Cast.NOON;
import static dev.varde.collector.order.Cast.REDIS;
import static dev.varde.collector.order.Cast.order;
import static dev.varde.collector.order.Cast.unsigned;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varde.events.OrderId;
import dev.varde.events.RestartOrder;
import dev.varde.events.RestartOrder.Action;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrderBookTest {
    private static final RestartOrder ORDER = order("o1", KONTALI);
    private static final Outcome WELL = new Outcome(null, 0, "done", 1_500, 12, 34);

    @TempDir private Path directory;

    private Path file() {
        return directory.resolve("orders.json");
    }

    @Test
    void whatIsBegunIsThereAfterARestart() throws IOException {
        OrderBook.open(file()).begin(ORDER, NOON);

        OrderBook again = OrderBook.open(file());
        assertThat(again.entry(ORDER.id())).isPresent();
        assertThat(again.untold()).extracting(OrderBook.Entry::orderId).containsExactly(ORDER.id());
        assertThat(again.untold().getFirst().incidentId()).isEqualTo(INCIDENT);
        assertThat(again.untold().getFirst().outcome()).isNull();
    }

    @Test
    void anOutcomeIsKeptUntilItIsTold() throws IOException {
        OrderBook book = OrderBook.open(file());
        book.begin(ORDER, NOON);
        book.end(ORDER, WELL, NOON);

        assertThat(OrderBook.open(file()).untold().getFirst().outcome()).isEqualTo(WELL);
        book.told(ORDER.id(), NOON);
        assertThat(OrderBook.open(file()).untold()).isEmpty();
        assertThat(OrderBook.open(file()).entry(ORDER.id()).orElseThrow().outcome()).isNull();
    }

    @Test
    void restartsAreCountedThatBeganAndNotWhatWasRefusedOrOnlyLookedAt() throws IOException {
        OrderBook book = OrderBook.open(file());
        RestartOrder dump = KEY.sign(unsigned("dump", KONTALI).with(Action.DUMP));
        book.begin(ORDER, NOON);
        book.end(order("refused", KONTALI), Outcome.refused("no"), NOON);
        book.begin(dump, NOON);
        book.begin(order("other", REDIS), NOON);
        book.end(ORDER, WELL, NOON.plusSeconds(9));

        OrderBook again = OrderBook.open(file());
        assertThat(again.restarts(KONTALI, NOON.minusSeconds(1))).isEqualTo(1);
        assertThat(again.restarts(KONTALI, NOON)).isZero();
    }

    @Test
    void aBookOfAnOlderVersionIsRead() throws IOException {
        Files.writeString(
                file(),
                """
                {"orders":[{"order":"o1","service":"kontali-backend","incident":null,
                "state":"DONE","at":1764000000000},{"order":"o2","service":"redis",
                "incident":"i","state":"STARTED","at":1764000000000}]}
                """);

        OrderBook book = OrderBook.open(file());

        assertThat(book.entry(new OrderId("o1"))).isPresent();
        assertThat(book.untold()).extracting(OrderBook.Entry::order).containsExactly("o2");
    }

    @Test
    void entriesAreForgottenAfterADay() throws IOException {
        OrderBook book = OrderBook.open(file());
        book.begin(ORDER, NOON);
        book.begin(order("o2", KONTALI), NOON.plus(Duration.ofHours(23)));
        assertThat(book.entry(ORDER.id())).isPresent();
        book.begin(order("o3", KONTALI), NOON.plus(Duration.ofHours(25)));
        assertThat(book.entry(ORDER.id())).isEmpty();
        assertThat(book.entry(new OrderId("o2"))).isPresent();
    }

    @Test
    void aDamagedBookIsSetAside() throws IOException {
        Files.write(file(), new byte[] {0, 0, 0});
        OrderBook book = OrderBook.open(file());
        assertThat(book.entry(ORDER.id())).isEmpty();
        assertThat(directory.resolve("orders.json.damaged")).exists();
        book.begin(ORDER, NOON);
        assertThat(OrderBook.open(file()).entry(ORDER.id())).isPresent();
    }

    @Test
    void whatCannotBeWrittenIsNotTakenForWritten() throws IOException {
        OrderBook book = OrderBook.open(directory.resolve("missing").resolve("orders.json"));
        assertThatThrownBy(() -> book.begin(ORDER, NOON)).isInstanceOf(IOException.class);
        assertThat(book.entry(ORDER.id())).isEmpty();
    }
}

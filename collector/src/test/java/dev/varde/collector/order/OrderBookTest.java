package dev.varde.collector.order;

import static dev.varde.collector.order.Cast.INCIDENT;
import static dev.varde.collector.order.Cast.KONTALI;
import static dev.varde.collector.order.Cast.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varde.events.OrderId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrderBookTest {
    private static final OrderId ORDER = new OrderId("o1");

    @TempDir private Path directory;

    private Path file() {
        return directory.resolve("orders.json");
    }

    @Test
    void whatIsWrittenIsThereAfterARestart() throws IOException {
        OrderBook.open(file()).write(ORDER, KONTALI, INCIDENT, OrderBook.State.STARTED, NOON);

        OrderBook again = OrderBook.open(file());
        assertThat(again.entry(ORDER)).isPresent();
        assertThat(again.unfinished()).extracting(OrderBook.Entry::orderId).containsExactly(ORDER);
        assertThat(again.unfinished().getFirst().incidentId()).isEqualTo(INCIDENT);
    }

    @Test
    void aFinishedOrderIsKnownButNotUnfinished() throws IOException {
        OrderBook book = OrderBook.open(file());
        book.write(ORDER, KONTALI, null, OrderBook.State.STARTED, NOON);
        book.write(ORDER, KONTALI, null, OrderBook.State.DONE, NOON);

        assertThat(OrderBook.open(file()).unfinished()).isEmpty();
        assertThat(OrderBook.open(file()).entry(ORDER).orElseThrow().incidentId()).isNull();
    }

    @Test
    void entriesAreForgottenAfterADay() throws IOException {
        OrderBook book = OrderBook.open(file());
        book.write(ORDER, KONTALI, null, OrderBook.State.DONE, NOON);
        book.write(
                new OrderId("o2"),
                KONTALI,
                null,
                OrderBook.State.DONE,
                NOON.plus(Duration.ofHours(23)));
        assertThat(book.entry(ORDER)).isPresent();
        book.write(
                new OrderId("o3"),
                KONTALI,
                null,
                OrderBook.State.DONE,
                NOON.plus(Duration.ofHours(25)));
        assertThat(book.entry(ORDER)).isEmpty();
        assertThat(book.entry(new OrderId("o2"))).isPresent();
    }

    @Test
    void aDamagedBookIsSetAside() throws IOException {
        Files.write(file(), new byte[] {0, 0, 0});
        OrderBook book = OrderBook.open(file());
        assertThat(book.entry(ORDER)).isEmpty();
        assertThat(directory.resolve("orders.json.damaged")).exists();
        book.write(ORDER, KONTALI, null, OrderBook.State.DONE, NOON);
        assertThat(OrderBook.open(file()).entry(ORDER)).isPresent();
    }

    @Test
    void whatCannotBeWrittenIsNotTakenForWritten() throws IOException {
        OrderBook book = OrderBook.open(directory.resolve("missing").resolve("orders.json"));
        assertThatThrownBy(() -> book.write(ORDER, KONTALI, null, OrderBook.State.STARTED, NOON))
                .isInstanceOf(IOException.class);
        assertThat(book.entry(ORDER)).isEmpty();
    }
}

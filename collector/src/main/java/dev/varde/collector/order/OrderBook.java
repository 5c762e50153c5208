package dev.varde.collector.order;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.varde.events.IncidentId;
import dev.varde.events.OrderId;
import dev.varde.events.RestartOrder;
import dev.varde.events.ServiceName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The orders that were seen and what became of each, on disk, so that each is carried out at most
/// once and its outcome told at least once, whatever happens in between. Forced to the disk before
/// an action starts: a power cut must not make it run twice. Entries are kept for a day; orders
/// live for a minute and their topic for an hour. Thread-safe.
///
/// ```
/// begin ─▶ STARTED ── end ─▶ ENDED ── told ─▶ DONE
///   refused orders ───────────▲
/// ```
final class OrderBook {
    private static final Duration KEPT = Duration.ofDays(1);

    /// Far more than live at once; the oldest go first.
    private static final int MOST = 2_000;

    enum State {
        /// The action may have run.
        STARTED,
        /// The outcome is known and may not have been told.
        ENDED,
        DONE
    }

    /// @param at epoch milliseconds of when it was seen
    /// @param restarts it began and was to restart its service
    record Entry(
            String order,
            String service,
            @Nullable String incident,
            State state,
            long at,
            boolean restarts,
            @Nullable Outcome outcome) {
        OrderId orderId() {
            return new OrderId(order);
        }

        ServiceName serviceName() {
            return new ServiceName(service);
        }

        @Nullable IncidentId incidentId() {
            return incident == null ? null : new IncidentId(incident);
        }

        private Entry with(State next, @Nullable Outcome became) {
            return new Entry(order, service, incident, next, at, restarts, became);
        }
    }

    private record Saved(List<Entry> orders) {
        Saved {
            orders = List.copyOf(orders);
        }
    }

    private final Path file;
    private final ObjectMapper mapper = new ObjectMapper();
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    private OrderBook(Path file) {
        this.file = file;
    }

    /// Opens the book; one that is damaged is set aside and begun anew, which is safe because
    /// orders expire.
    ///
    /// @throws IOException when it is there and cannot be read
    static OrderBook open(Path file) throws IOException {
        OrderBook book = new OrderBook(file);
        if (Files.exists(file)) {
            book.load();
        }
        return book;
    }

    private void load() throws IOException {
        try {
            Saved saved = mapper.readValue(file.toFile(), Saved.class);
            saved.orders().forEach(entry -> entries.put(entry.order(), entry));
        } catch (JacksonException e) {
            setAside(e.getOriginalMessage());
        } catch (NullPointerException _) {
            setAside("it holds no orders");
        }
    }

    private void setAside(String reason) throws IOException {
        Path aside = file.resolveSibling(file.getFileName() + ".damaged");
        Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
        OrderLog.bookDamaged(aside, reason);
    }

    synchronized Optional<Entry> entry(OrderId order) {
        return Optional.ofNullable(entries.get(order.value()));
    }

    /// Those whose end nobody has been told of, as far as this book knows.
    synchronized List<Entry> untold() {
        return entries.values().stream().filter(e -> e.state() != State.DONE).toList();
    }

    /// How often an order to restart the service was begun since then.
    synchronized int restarts(ServiceName service, Instant since) {
        return (int)
                entries.values().stream()
                        .filter(e -> e.restarts() && e.service().equals(service.value()))
                        .filter(e -> e.at() > since.toEpochMilli())
                        .count();
    }

    /// Writes down that an order is about to be carried out.
    void begin(RestartOrder order, Instant now) throws IOException {
        write(entry(order, State.STARTED, now, order.toDo().restarts()), now);
    }

    /// Writes down what became of an order that was begun, or that it is refused.
    void end(RestartOrder order, Outcome outcome, Instant now) throws IOException {
        Entry entry = entry(order.id()).orElseGet(() -> entry(order, State.ENDED, now, false));
        write(entry.with(State.ENDED, outcome), now);
    }

    /// Writes down that the outcome is told; what it was need not be kept.
    void told(OrderId order, Instant now) throws IOException {
        Optional<Entry> entry = entry(order);
        if (entry.isPresent()) {
            write(entry.get().with(State.DONE, null), now);
        }
    }

    private static Entry entry(RestartOrder order, State state, Instant now, boolean restarts) {
        IncidentId incident = order.incident();
        return new Entry(
                order.id().value(),
                order.service().value(),
                incident == null ? null : incident.value(),
                state,
                now.toEpochMilli(),
                restarts,
                null);
    }

    /// When this returns it is on the disk.
    private synchronized void write(Entry entry, Instant now) throws IOException {
        Map<String, Entry> before = new LinkedHashMap<>(entries);
        entries.values().removeIf(e -> e.at() < now.minus(KEPT).toEpochMilli());
        entries.put(entry.order(), entry);
        new ArrayList<>(entries.keySet())
                .stream()
                        .limit(Math.max(0, entries.size() - MOST))
                        .filter(order -> !order.equals(entry.order()))
                        .forEach(entries::remove);
        try {
            Durable.write(file, mapper.writeValueAsBytes(new Saved(List.copyOf(entries.values()))));
        } catch (IOException e) {
            entries.clear();
            entries.putAll(before);
            throw e;
        }
    }
}

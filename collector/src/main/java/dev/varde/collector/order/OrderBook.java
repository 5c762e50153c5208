package dev.varde.collector.order;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.varde.events.IncidentId;
import dev.varde.events.OrderId;
import dev.varde.events.ServiceName;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The orders that were seen, on disk, so that each is carried out at most once whatever happens in
/// between. Forced to the disk before an action starts: a power cut must not make it run twice.
/// Entries are kept for a day; orders live for minutes and their topic for an hour. Thread-safe.
final class OrderBook {
    private static final Duration KEPT = Duration.ofDays(1);

    enum State {
        STARTED,
        DONE
    }

    /// @param at epoch milliseconds of when it was seen
    record Entry(String order, String service, @Nullable String incident, State state, long at) {
        OrderId orderId() {
            return new OrderId(order);
        }

        ServiceName serviceName() {
            return new ServiceName(service);
        }

        @Nullable IncidentId incidentId() {
            return incident == null ? null : new IncidentId(incident);
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

    /// Orders whose action was begun and whose end nobody saw.
    synchronized List<Entry> unfinished() {
        return entries.values().stream().filter(e -> e.state() == State.STARTED).toList();
    }

    /// Writes it down; when this returns it is on the disk.
    synchronized void write(
            OrderId order,
            ServiceName service,
            @Nullable IncidentId incident,
            State state,
            Instant now)
            throws IOException {
        Map<String, Entry> before = new LinkedHashMap<>(entries);
        entries.values().removeIf(e -> e.at() < now.minus(KEPT).toEpochMilli());
        entries.put(
                order.value(),
                new Entry(
                        order.value(),
                        service.value(),
                        incident == null ? null : incident.value(),
                        state,
                        now.toEpochMilli()));
        try {
            save();
        } catch (IOException e) {
            entries.clear();
            entries.putAll(before);
            throw e;
        }
    }

    private void save() throws IOException {
        byte[] bytes = mapper.writeValueAsBytes(new Saved(List.copyOf(entries.values())));
        Path next = file.resolveSibling(file.getFileName() + ".next");
        try (FileChannel out =
                FileChannel.open(
                        next,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer left = ByteBuffer.wrap(bytes);
            while (left.hasRemaining()) {
                out.write(left);
            }
            out.force(true);
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        forceDirectory();
    }

    private void forceDirectory() throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}

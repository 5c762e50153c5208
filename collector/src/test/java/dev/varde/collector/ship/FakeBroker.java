package dev.varde.collector.ship;

import dev.varde.events.HostEvent;
import dev.varde.events.wire.Codec;
import dev.varde.events.wire.Topics;
import dev.varde.events.wire.Unreadable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/// A broker in memory that can be away, refuse large records or one of them, or take them and keep
/// silent.
final class FakeBroker implements Sink {
    enum Mood {
        WILLING,
        AWAY,
        SILENT
    }

    private final List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    private volatile Mood mood = Mood.WILLING;
    private volatile int largest = Integer.MAX_VALUE;
    private volatile String refused = "none";
    private volatile boolean deadLettersToo;
    private final AtomicInteger opened = new AtomicInteger();

    FakeBroker open() {
        opened.incrementAndGet();
        return this;
    }

    void mood(Mood now) {
        mood = now;
    }

    void takesAtMost(int bytes) {
        largest = bytes;
    }

    /// Refuses the event with this id for ever.
    void refuses(String id) {
        refused = "\"id\":\"" + id + "\"";
    }

    /// Refuses whatever is an event; until another is named that is refused.
    void refusesAnyEvent() {
        refused = "\"id\":";
    }

    void refusesDeadLetters() {
        deadLettersToo = true;
    }

    int opened() {
        return opened.get();
    }

    @Override
    public void send(ProducerRecord<byte[], byte[]> record, Consumer<@Nullable Exception> done) {
        if (mood == Mood.AWAY) {
            done.accept(new TimeoutException("no broker"));
        } else if (isRefused(record)) {
            done.accept(new InvalidRecordException("no good"));
        } else if (record.value().length > largest) {
            done.accept(new RecordTooLargeException("too large"));
        } else {
            take(record);
            if (mood == Mood.WILLING) {
                done.accept(null);
            }
        }
    }

    private boolean isRefused(ProducerRecord<byte[], byte[]> record) {
        boolean deadLetter = record.topic().equals(Topics.DEAD_LETTERS);
        return new String(record.value(), StandardCharsets.UTF_8).contains(refused)
                && (!deadLetter || deadLettersToo);
    }

    private synchronized void take(ProducerRecord<byte[], byte[]> record) {
        records.add(record);
    }

    synchronized List<ProducerRecord<byte[], byte[]>> records() {
        return records.stream().filter(r -> r.topic().equals(Topics.EVENTS)).toList();
    }

    synchronized List<ProducerRecord<byte[], byte[]>> deadLetters() {
        return records.stream().filter(r -> r.topic().equals(Topics.DEAD_LETTERS)).toList();
    }

    List<HostEvent> events() {
        Codec codec = new Codec();
        List<HostEvent> events = new ArrayList<>();
        for (ProducerRecord<byte[], byte[]> record : records()) {
            try {
                events.add(codec.readEvent(record.value()));
            } catch (Unreadable e) {
                throw new AssertionError(e);
            }
        }
        return events;
    }

    List<String> ids() {
        return events().stream().map(e -> e.id().value()).toList();
    }

    @Override
    public void close() {}
}

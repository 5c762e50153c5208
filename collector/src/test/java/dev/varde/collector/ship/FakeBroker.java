package dev.varde.collector.ship;

import dev.varde.events.HostEvent;
import dev.varde.events.wire.Codec;
import dev.varde.events.wire.Unreadable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/// A broker in memory that can be away, refuse large records, or take them and keep silent.
final class FakeBroker implements Sink {
    enum Mood {
        WILLING,
        AWAY,
        SILENT
    }

    private final List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    private volatile Mood mood = Mood.WILLING;
    private volatile int largest = Integer.MAX_VALUE;
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

    int opened() {
        return opened.get();
    }

    @Override
    public void send(ProducerRecord<byte[], byte[]> record, Consumer<@Nullable Exception> done) {
        if (mood == Mood.AWAY) {
            done.accept(new TimeoutException("no broker"));
        } else if (record.value().length > largest) {
            done.accept(new RecordTooLargeException("too large"));
        } else {
            take(record);
            if (mood == Mood.WILLING) {
                done.accept(null);
            }
        }
    }

    private synchronized void take(ProducerRecord<byte[], byte[]> record) {
        records.add(record);
    }

    synchronized List<ProducerRecord<byte[], byte[]>> records() {
        return List.copyOf(records);
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

package dev.varde.notifier.ledger;

import dev.varde.events.Delivery;
import dev.varde.events.Incident;
import dev.varde.events.OperatorWord;
import dev.varde.events.RestartOrder;
import dev.varde.events.config.Configuration.Restarts;
import dev.varde.events.wire.Codec;
import dev.varde.events.wire.Records;
import dev.varde.events.wire.Topics;
import dev.varde.events.wire.Unreadable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Notifiers' desks around one ledger, without Kafka: what one of them writes, the others read when
/// they are told to.
final class Desks {
    final List<Delivery> ledger = new ArrayList<>();
    final List<RestartOrder> orders = new ArrayList<>();
    final List<OperatorWord> words = new ArrayList<>();

    private final Codec codec = new Codec();
    private final Restarts limits;

    Desks(Restarts limits) {
        this.limits = limits;
    }

    One open() {
        return new One();
    }

    /// One notifier; a new one is what is left after it was killed.
    final class One {
        private final RestartBook book = new RestartBook();
        private final RestartDesk desk = new RestartDesk(limits, book, _ -> 0);
        private int read;
        private int heard;

        RestartDesk desk() {
            return desk;
        }

        RestartBook book() {
            return book;
        }

        One saw(Incident... incidents) {
            List.of(incidents).forEach(desk::saw);
            return this;
        }

        void catchUp() {
            while (read < ledger.size()) {
                book.apply(ledger.get(read++));
            }
            while (heard < words.size()) {
                book.apply(words.get(heard++));
            }
        }

        /// Decides and does not commit yet.
        Batch decide(Instant now) {
            Batch batch = new Batch(new Records(codec));
            desk.round(now, batch);
            return batch;
        }

        /// As the notifier does it: until no claim waits to be read back.
        List<Delivery> work(Instant now) {
            int from = ledger.size();
            for (int turn = 0; turn < 3; turn++) {
                catchUp();
                Batch batch = new Batch(new Records(codec));
                boolean again = desk.round(now, batch);
                commit(batch);
                if (!again) {
                    break;
                }
            }
            return List.copyOf(ledger.subList(from, ledger.size()));
        }

        void restartNow(OperatorWord.RestartNow word, Instant now) {
            catchUp();
            Batch batch = new Batch(new Records(codec));
            desk.orderNow(word, now, batch);
            commit(batch);
        }
    }

    void commit(Batch batch) {
        for (var write : batch.writes()) {
            try {
                switch (write.topic()) {
                    case Topics.DELIVERIES -> ledger.add(codec.readDelivery(write.value()));
                    case Topics.COMMANDS -> orders.add(codec.readOrder(write.value()));
                    default -> words.add(codec.readOperatorWord(write.value()));
                }
            } catch (Unreadable e) {
                throw new AssertionError("a desk wrote what nobody can read", e);
            }
        }
    }
}

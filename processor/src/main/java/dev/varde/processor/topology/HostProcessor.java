package dev.varde.processor.topology;

import dev.varde.events.HostEvent;
import dev.varde.events.HostName;
import dev.varde.events.Incident;
import dev.varde.events.InstanceId;
import dev.varde.events.config.Configuration;
import dev.varde.events.wire.CloudEvents;
import dev.varde.events.wire.Codec;
import dev.varde.events.wire.Topics;
import dev.varde.events.wire.Unreadable;
import dev.varde.processor.evidence.HostEvidence;
import dev.varde.processor.evidence.InstanceEvidence;
import dev.varde.processor.evidence.Runs;
import dev.varde.processor.fleet.Notice;
import dev.varde.processor.fleet.Post;
import dev.varde.processor.incident.State;
import dev.varde.processor.plan.Plans;
import dev.varde.processor.sameness.Sightings;
import dev.varde.processor.watch.Slot;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/// Reads events, operators' words and boards' notices of its hosts, drops what it has read before,
/// and lets the desk work. What it cannot read or work on goes to the dead letters; nothing stops
/// the stream.
final class HostProcessor implements Processor<byte[], byte[], byte[], Out> {
    static final Duration TICK = Duration.ofMillis(500);

    /// Three heartbeats, which come every 5 seconds.
    static final Duration SILENT = Duration.ofSeconds(15);

    /// A record that waited longer in Kafka means that the processor is behind and knows nothing
    /// about silence yet.
    private static final Duration BEHIND = Duration.ofSeconds(5);

    private final Configuration configuration;
    private final Codec codec = new Codec();
    private final ProcessorLog log = new ProcessorLog();
    private final Json json = new Json();
    private ProcessorContext<byte[], Out> context;
    private Kept<Runs> runs;
    private Desk desk;
    private Clocks clocks;
    private Instant behind = Instant.EPOCH;
    private boolean awake;

    @SuppressWarnings("NullAway.Init") // Streams calls init before anything else
    HostProcessor(Configuration configuration) {
        this.configuration = configuration;
    }

    @Override
    public void init(ProcessorContext<byte[], Out> context) {
        this.context = context;
        runs = kept(Names.RUNS, Runs.class);
        clocks = new Clocks(log, host -> desk.newest(host));
        Pinboard board =
                new Pinboard(
                        kept(Names.POSTS, Post.class),
                        kept(Names.NOTICES, Notice.class),
                        this::pin);
        desk =
                new Desk(
                        kept(Names.HOSTS, HostEvidence.class),
                        kept(Names.INSTANCES, InstanceEvidence.class),
                        kept(Names.INCIDENTS, State.class),
                        kept(Names.PLANS, Plans.class),
                        new Memory(kept(Names.SIGHTINGS, Sightings.class)),
                        board,
                        configuration,
                        clocks::ahead,
                        this::tell);
        context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, _ -> tick());
    }

    /// What was kept of the hosts says nothing of the time since; silence counts from now. The
    /// context knows no time before the first record or tick.
    private void wakeUp() {
        if (!awake) {
            awake = true;
            behind = wall();
            desk.hosts().forEach(host -> clocks.of(host, wall()));
        }
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        wakeUp();
        try {
            switch (where().topic()) {
                case Topics.EVENTS ->
                        event(
                                codec.readEvent(bytes(record)),
                                Instant.ofEpochMilli(record.timestamp()));
                case Topics.NOTICES -> notice(bytes(record));
                default -> desk.word(codec.readOperatorWord(bytes(record)));
            }
        } catch (Unreadable e) {
            Where at = where();
            log.unreadable(at.topic(), at.partition(), at.offset());
            dead(record, reason(e));
        } catch (KafkaException e) {
            throw e;
        } catch (RuntimeException e) {
            Where at = where();
            log.bug(at.topic(), at.partition(), at.offset(), e);
            dead(record, "could not be worked on: " + e);
        }
    }

    private <V> Kept<V> kept(String store, Class<V> type) {
        return new Kept<>(context.getStateStore(store), type, json, log);
    }

    private void notice(byte[] value) throws Unreadable {
        Notice notice =
                json.read(Notice.class, value)
                        .orElseThrow(() -> new Unreadable("a notice of another version"));
        HostName host = notice.to().host();
        Instant wall = wall();
        desk.notice(notice, clocks.of(host, wall).now(wall));
    }

    private static byte[] bytes(Record<byte[], byte[]> record) throws Unreadable {
        byte[] value = record.value();
        if (value == null) {
            throw new Unreadable("no value");
        }
        return value;
    }

    private void event(HostEvent event, Instant seen) {
        Runs read = runs.get(event.host().value()).orElse(Runs.NONE);
        switch (read.order(event)) {
            case REPEATED -> {
                return;
            }
            case AFTER_A_GAP -> log.gap(event, read.missing(event));
            case NEXT -> {}
        }
        runs.put(event.host().value(), read.read(event));
        Instant wall = wall();
        if (seen.isBefore(wall.minus(BEHIND))) {
            behind = wall;
        }
        Instant now = clocks.heard(event, seen, wall);
        desk.event(event, seen.isBefore(event.time()) ? event.time() : seen, now);
    }

    private void tick() {
        wakeUp();
        Instant wall = wall();
        for (InstanceId id : desk.restless()) {
            guarded(id.host(), () -> desk.tick(id, clocks.of(id.host(), wall).now(wall)));
        }
        for (Slot slot : desk.slots()) {
            guarded(slot.host(), () -> desk.tick(slot, clocks.of(slot.host(), wall).now(wall)));
        }
        if (wall.isAfter(behind.plus(SILENT))) {
            desk.hosts().forEach(host -> guarded(host, () -> silence(host, wall)));
        }
    }

    private void silence(HostName host, Instant wall) {
        HostClock clock = clocks.of(host, wall);
        if (clock.unheard(wall).compareTo(SILENT) > 0) {
            desk.silent(host, clock.now(wall));
        }
    }

    /// One host's trouble in our own code must not keep the others from being looked at.
    private void guarded(HostName host, Runnable look) {
        try {
            look.run();
        } catch (KafkaException e) {
            throw e;
        } catch (RuntimeException e) {
            log.tickFailed(host.value(), e);
        }
    }

    private void tell(Incident incident) {
        log.told(incident);
        forward(
                new Out(
                        Out.Sink.INCIDENTS,
                        incident.id().value().getBytes(StandardCharsets.UTF_8),
                        codec.write(incident),
                        CloudEvents.of(incident)));
    }

    private void pin(Post post) {
        forward(
                new Out(
                        Out.Sink.POSTS,
                        post.shared().key().getBytes(StandardCharsets.UTF_8),
                        json.write(Post.class, post),
                        new RecordHeaders()));
    }

    private void dead(Record<byte[], byte[]> record, String reason) {
        Where at = where();
        forward(DeadLetters.of(record, at.topic(), at.partition(), at.offset(), reason));
    }

    private void forward(Out out) {
        context.forward(new Record<>(out.key(), out, context.currentSystemTimeMs(), out.headers()));
    }

    private record Where(String topic, int partition, long offset) {}

    private Where where() {
        return context.recordMetadata()
                .map(m -> new Where(m.topic(), m.partition(), m.offset()))
                .orElse(new Where("", -1, -1));
    }

    private Instant wall() {
        return Instant.ofEpochMilli(context.currentSystemTimeMs());
    }

    private static String reason(Unreadable e) {
        return e.getMessage() == null ? "not readable" : e.getMessage();
    }
}

package dev.varde.processor.topology;

import dev.varde.events.CollectorFact.Heartbeat;
import dev.varde.events.HostEvent;
import dev.varde.events.HostName;
import dev.varde.events.Incident;
import dev.varde.events.InstanceId;
import dev.varde.events.config.Configuration;
import dev.varde.events.wire.CloudEvents;
import dev.varde.events.wire.Codec;
import dev.varde.events.wire.Topics;
import dev.varde.events.wire.Unreadable;
import dev.varde.processor.diagnosis.SiteRules;
import dev.varde.processor.evidence.HostEvidence;
import dev.varde.processor.evidence.InstanceEvidence;
import dev.varde.processor.evidence.Runs;
import dev.varde.processor.incident.State;
import dev.varde.processor.sameness.Sightings;
import dev.varde.processor.watch.Slot;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/// The one processor with state: reads events and operators' words of its hosts, drops what it has
/// read before, and lets the desk work. What it cannot read or work on goes to the dead letters;
/// nothing stops the stream.
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
    private final Map<HostName, HostClock> clocks = new HashMap<>();
    private ProcessorContext<byte[], Out> context;
    private Kept<Runs> runs;
    private Desk desk;
    private Instant behind = Instant.EPOCH;

    @SuppressWarnings("NullAway.Init") // Streams calls init before anything else
    HostProcessor(Configuration configuration) {
        this.configuration = configuration;
    }

    @Override
    public void init(ProcessorContext<byte[], Out> context) {
        this.context = context;
        Json json = new Json();
        runs = new Kept<>(context.getStateStore(Names.RUNS), Runs.class, json, log);
        desk =
                new Desk(
                        new Kept<>(
                                context.getStateStore(Names.HOSTS), HostEvidence.class, json, log),
                        new Kept<>(
                                context.getStateStore(Names.INSTANCES),
                                InstanceEvidence.class,
                                json,
                                log),
                        new Kept<>(context.getStateStore(Names.INCIDENTS), State.class, json, log),
                        new Memory(
                                new Kept<>(
                                        context.getStateStore(Names.SIGHTINGS),
                                        Sightings.class,
                                        json,
                                        log)),
                        configuration.redFlags(),
                        configuration.restarts().stable(),
                        SiteRules.of(configuration.rules()),
                        this::tell);
        behind = wall();
        desk.hosts().forEach(h -> clocks.put(h, new HostClock(desk.newest(h), wall())));
        context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, _ -> tick());
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        try {
            if (fromOperator()) {
                desk.word(codec.readOperatorWord(bytes(record)));
            } else {
                event(codec.readEvent(bytes(record)), Instant.ofEpochMilli(record.timestamp()));
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
        HostClock clock =
                clocks.getOrDefault(event.host(), new HostClock(event.time(), wall))
                        .heard(event.time(), wall, event.fact() instanceof Heartbeat);
        clocks.put(event.host(), clock);
        desk.event(event, seen.isBefore(event.time()) ? event.time() : seen, clock.now(wall));
    }

    private void tick() {
        Instant wall = wall();
        for (InstanceId id : desk.restless()) {
            guarded(id.host(), () -> desk.tick(id, clock(id.host(), wall).now(wall)));
        }
        for (Slot slot : desk.slots()) {
            guarded(slot.host(), () -> desk.tick(slot, clock(slot.host(), wall).now(wall)));
        }
        if (wall.isAfter(behind.plus(SILENT))) {
            desk.hosts().forEach(host -> guarded(host, () -> silence(host, wall)));
        }
    }

    private void silence(HostName host, Instant wall) {
        HostClock clock = clock(host, wall);
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

    private HostClock clock(HostName host, Instant wall) {
        return clocks.computeIfAbsent(host, h -> new HostClock(desk.newest(h), wall));
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

    private boolean fromOperator() {
        return context.recordMetadata().filter(m -> !m.topic().equals(Topics.EVENTS)).isPresent();
    }

    private Instant wall() {
        return Instant.ofEpochMilli(context.currentSystemTimeMs());
    }

    private static String reason(Unreadable e) {
        return e.getMessage() == null ? "not readable" : e.getMessage();
    }
}

package dev.varde.processor.topology;

import dev.varde.events.HostEvent;
import dev.varde.events.Incident;
import dev.varde.events.OperatorWord;
import dev.varde.events.config.Configuration;
import dev.varde.events.wire.Codec;
import dev.varde.events.wire.Topics;
import dev.varde.events.wire.Unreadable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/// The whole stream on Kafka Streams' own test driver, with a clock that goes by the events.
public final class Stage implements AutoCloseable {
    private static final long STEP_MILLIS = 500;

    private final Codec codec = new Codec();
    private final TopologyTestDriver driver;
    private final TestInputTopic<byte[], byte[]> events;
    private final TestInputTopic<byte[], byte[]> words;
    private final TestOutputTopic<byte[], byte[]> incidents;
    private final TestOutputTopic<byte[], byte[]> deadLetters;
    private Instant now;

    public Stage(Configuration configuration, Path data, Instant start) {
        var bytes = new ByteArraySerializer();
        var read = new ByteArrayDeserializer();
        now = start;
        driver =
                new TopologyTestDriver(
                        IncidentTopology.of(configuration),
                        Settings.of("nowhere:1", data, 1, 0),
                        start);
        events = driver.createInputTopic(Topics.EVENTS, bytes, bytes);
        words = driver.createInputTopic(Topics.OPERATOR, bytes, bytes);
        incidents = driver.createOutputTopic(Topics.INCIDENTS, read, read);
        deadLetters = driver.createOutputTopic(Topics.DEAD_LETTERS, read, read);
    }

    public void see(HostEvent event) {
        goTo(event.time());
        raw(event.host().value(), codec.write(event));
    }

    public void see(List<HostEvent> all) {
        all.forEach(this::see);
    }

    public void raw(String key, byte[] value) {
        events.pipeInput(new TestRecord<>(key.getBytes(StandardCharsets.UTF_8), value, now));
    }

    public void hear(OperatorWord word) {
        goTo(word.at());
        rawWord(codec.write(word));
    }

    public void rawWord(byte[] value) {
        words.pipeInput(new TestRecord<>(new byte[] {1}, value, now));
    }

    /// Lets time pass in small steps, as it does.
    public void goTo(Instant until) {
        while (now.isBefore(until)) {
            long left = Duration.between(now, until).toMillis();
            Duration step = Duration.ofMillis(Math.max(1, Math.min(STEP_MILLIS, left)));
            driver.advanceWallClockTime(step);
            now = now.plus(step);
        }
    }

    public void pass(Duration time) {
        goTo(now.plus(time));
    }

    public Instant now() {
        return now;
    }

    /// What a store holds under a key.
    byte[] kept(String store, String key) {
        return driver.<String, byte[]>getKeyValueStore(store).get(key);
    }

    /// The revisions told since the last look.
    public List<Incident> told() {
        List<Incident> all = new ArrayList<>();
        for (TestRecord<byte[], byte[]> record : incidents.readRecordsToList()) {
            try {
                all.add(codec.readIncident(record.value()));
            } catch (Unreadable e) {
                throw new AssertionError(e);
            }
        }
        return all;
    }

    public List<TestRecord<byte[], byte[]>> toldRecords() {
        return incidents.readRecordsToList();
    }

    public List<TestRecord<byte[], byte[]>> deadLetters() {
        return deadLetters.readRecordsToList();
    }

    @Override
    public void close() {
        driver.close();
    }
}

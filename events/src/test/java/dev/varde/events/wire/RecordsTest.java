package dev.varde.events.wire;

import static dev.varde.events.Samples.KONTALI;
import static dev.varde.events.Samples.NOON;
import static dev.varde.events.Samples.WEB_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.HostEvent;
import dev.varde.events.OperatorWord;
import dev.varde.events.Samples;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class RecordsTest {
    private final Records records = new Records(new Codec());

    @Test
    void anEventGoesByHostWithItsAttributes() throws Unreadable {
        HostEvent event = Samples.event(Samples.exit());

        ProducerRecord<byte[], byte[]> record = records.event(event);

        assertThat(record.topic()).isEqualTo("varde.events");
        assertThat(key(record)).isEqualTo("web-1");
        assertThat(headers(record))
                .containsExactly(
                        Map.entry("ce_specversion", "1.0"),
                        Map.entry("ce_id", "kmsg/6f1c/4711"),
                        Map.entry("ce_source", "/varde/collector/web-1"),
                        Map.entry("ce_type", "dev.varde.process.exited"),
                        Map.entry("ce_subject", "kontali-backend@web-1"),
                        Map.entry("ce_time", "2026-11-01T12:00:00Z"),
                        Map.entry("content-type", "application/json"));
        assertThat(new Codec().readEvent(record.value())).isEqualTo(event);
    }

    @Test
    void anEventAboutTheHostHasTheHostAsSubject() {
        HostEvent of = Samples.event(Samples.exit());
        HostEvent event =
                new HostEvent(of.id(), of.time(), of.host(), of.run(), 1, null, of.fact());

        assertThat(headers(records.event(event))).containsEntry("ce_subject", "web-1");
    }

    @Test
    void anIncidentGoesByItsIdWithRevisionAndChange() {
        ProducerRecord<byte[], byte[]> record = records.incident(Samples.incident());

        assertThat(record.topic()).isEqualTo("varde.incidents");
        assertThat(record.partition()).isNull();
        assertThat(key(record)).isEqualTo("019a3f5c-7c00-7000-8000-000000000001");
        assertThat(headers(record))
                .containsEntry("ce_id", "019a3f5c-7c00-7000-8000-000000000001/4")
                .containsEntry("ce_source", "/varde/processor")
                .containsEntry("ce_type", "dev.varde.incident.gave-up")
                .containsEntry("ce_subject", "kontali-backend@web-1")
                .containsEntry("ce_time", "2026-11-01T12:00:30Z");
    }

    @Test
    void aDeliveryGoesToThePartitionOfItsIncident() {
        ProducerRecord<byte[], byte[]> record = records.delivery(Samples.delivery(), 7);

        assertThat(record.topic()).isEqualTo("varde.deliveries");
        assertThat(record.partition()).isEqualTo(7);
        assertThat(key(record)).isEqualTo("019a3f5c/hook/4");
        assertThat(headers(record))
                .containsEntry("ce_id", "019a3f5c/hook/4")
                .containsEntry("ce_source", "/varde/notifier")
                .containsEntry("ce_type", "dev.varde.delivery.retrying")
                .containsEntry("ce_subject", "hook");
    }

    @Test
    void anOrderGoesToItsHost() {
        ProducerRecord<byte[], byte[]> record = records.order(Samples.order());

        assertThat(record.topic()).isEqualTo("varde.commands");
        assertThat(key(record)).isEqualTo("web-1");
        assertThat(headers(record))
                .containsEntry("ce_id", "order-1")
                .containsEntry("ce_type", "dev.varde.restart-order")
                .containsEntry("ce_subject", "kontali-backend@web-1");
    }

    @Test
    void wordsAboutDifferentThingsHaveDifferentKeys() {
        List<String> keys =
                Samples.words().values().stream().map(records::word).map(RecordsTest::key).toList();

        assertThat(keys)
                .containsExactlyInAnyOrder(
                        "acknowledge/019a3f5c-7c00-7000-8000-000000000001",
                        "close/019a3f5c-7c00-7000-8000-000000000001",
                        "decline-restart/019a3f5c-7c00-7000-8000-000000000001",
                        "restarts-stopped/019a3f5c-7c00-7000-8000-000000000001",
                        "restart-approved/019a3f5c-7c00-7000-8000-000000000001",
                        "restart-now/kontali-backend@web-1",
                        "resume/kontali-backend@web-1",
                        "test/ops",
                        "enable/hook",
                        "canary",
                        "replay/kari/2026-11-01T12:00:00Z",
                        "deploy-start/kontali-backend@*",
                        "deploy-end/kontali-backend@*",
                        "maintenance/*@web-1/2026-11-01T12:00:00Z",
                        "maintenance-end/*@web-1",
                        "silence/s-7k2m",
                        "silence-end/s-7k2m");
    }

    @Test
    void aWordSaysWhoSaidItWhen() {
        OperatorWord word = new OperatorWord.Resume(KONTALI, WEB_1, "kari", NOON);

        assertThat(headers(records.word(word)))
                .containsEntry("ce_id", "web-1/kari/2026-11-01T12:00:00Z")
                .containsEntry("ce_source", "/varde/operator")
                .containsEntry("ce_type", "dev.varde.operator.resume")
                .containsEntry("ce_time", "2026-11-01T12:00:00Z");
    }

    @Test
    void aDeadLetterIsTheBytesAsTheyCameAndWhereFrom() {
        byte[] value = {(byte) 0xff, 0};
        ConsumerRecord<byte[], byte[]> from =
                new ConsumerRecord<>("varde.events", 3, 99, new byte[] {1}, value);

        ProducerRecord<byte[], byte[]> record =
                Records.deadLetter(from, "processor", "not JSON: blåbær");

        assertThat(record.topic()).isEqualTo("varde.dead-letters");
        assertThat(record.key()).containsExactly(1);
        assertThat(record.value()).isSameAs(value);
        assertThat(headers(record))
                .containsExactly(
                        Map.entry("varde-topic", "varde.events"),
                        Map.entry("varde-partition", "3"),
                        Map.entry("varde-offset", "99"),
                        Map.entry("varde-program", "processor"),
                        Map.entry("varde-reason", "not JSON: blåbær"));
    }

    private static String key(ProducerRecord<byte[], byte[]> record) {
        return new String(record.key(), StandardCharsets.UTF_8);
    }

    private static Map<String, String> headers(ProducerRecord<byte[], byte[]> record) {
        Map<String, String> headers = new LinkedHashMap<>();
        record.headers()
                .forEach(h -> headers.put(h.key(), new String(h.value(), StandardCharsets.UTF_8)));
        return headers;
    }
}

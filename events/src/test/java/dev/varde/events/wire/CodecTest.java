package dev.varde.events.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varde.events.Delivery;
import dev.varde.events.DeliveryId;
import dev.varde.events.EventId;
import dev.varde.events.ExitStatus;
import dev.varde.events.Fact;
import dev.varde.events.HealthFact;
import dev.varde.events.HostEvent;
import dev.varde.events.HostName;
import dev.varde.events.IncidentId;
import dev.varde.events.LogTail;
import dev.varde.events.OperatorWord;
import dev.varde.events.ProcessFact;
import dev.varde.events.ProcessKey;
import dev.varde.events.Samples;
import dev.varde.events.ServiceName;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CodecTest {
    private static final HostName WEB_1 = new HostName("web-1");
    private static final ServiceName KONTALI = new ServiceName("kontali-backend");
    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

    private final Codec codec = new Codec();

    @Test
    void anExitSurvivesTheWire() throws Unreadable {
        HostEvent event =
                event(
                        new ProcessFact.ProcessExited(
                                new ProcessKey(12, 345),
                                ProcessFact.Role.MAIN,
                                "python3 app.py",
                                NOON.minusSeconds(60),
                                ExitStatus.signalled(9, false),
                                1_000_000L,
                                null,
                                List.of(new LogTail("/var/log/a.log", List.of("a", "b\u0000"))),
                                0));

        assertThat(codec.readEvent(codec.write(event))).isEqualTo(event);
    }

    @Test
    void aFailedCheckSurvivesTheWire() throws Unreadable {
        HostEvent event =
                event(
                        new HealthFact.CheckFailed(
                                "http",
                                HealthFact.CheckKind.HTTP,
                                "http://127.0.0.1:8000/health",
                                HealthFact.Failure.STATUS,
                                500,
                                "no",
                                1,
                                2,
                                Duration.ofMillis(3),
                                new HealthFact.PortHolder(7, "nginx")));

        assertThat(codec.readEvent(codec.write(event))).isEqualTo(event);
    }

    @Test
    void anUnknownFactIsKeptAsItCame() throws Unreadable {
        byte[] bytes =
                "{\"type\":\"quantum.flip\",\"id\":\"q1\",\"time\":\"2026-11-01T12:00:00Z\",\"host\":\"web-1\",\"run\":\"r\",\"seq\":1,\"data\":{\"spin\":[1,2]},\"extra\":true}"
                        .getBytes(StandardCharsets.UTF_8);

        HostEvent event = codec.readEvent(bytes);

        assertThat(event.fact()).isEqualTo(new Fact.Unknown("quantum.flip", "{\"spin\":[1,2]}"));
        assertThat(codec.readEvent(codec.write(event))).isEqualTo(event);
    }

    @Test
    void anOperatorsWordSurvivesTheWire() throws Unreadable {
        OperatorWord word =
                new OperatorWord.Acknowledge(new IncidentId("i1"), WEB_1, "kari", NOON, "on it");

        assertThat(codec.readOperatorWord(codec.write(word))).isEqualTo(word);
    }

    @Test
    void anAttemptSaysWhatBecameOfItForEachMailbox() throws Unreadable {
        Delivery.Recipient anna =
                new Delivery.Recipient("anna@example.com", Delivery.Fate.TAKEN, 250, "queued");
        Delivery.Recipient per =
                new Delivery.Recipient("per@example.com", Delivery.Fate.UNKNOWN, null, "broke");
        Delivery.Attempt attempt =
                new Delivery.Attempt(NOON, false, null, 3, "x", List.of(anna, per));
        Delivery sample = Samples.delivery();
        Delivery mail =
                new Delivery(
                        sample.id(),
                        sample.incident(),
                        1,
                        "ops",
                        "mail",
                        "incident.opened",
                        Delivery.State.UNKNOWN,
                        "route 1",
                        NOON,
                        NOON,
                        List.of(attempt),
                        null,
                        "s");

        Delivery read = codec.readDelivery(codec.write(mail));

        assertThat(read.attempts().getFirst().recipients()).containsExactly(anna, per);
    }

    @Test
    void aDeliverySurvivesTheWireWithTheTypeOfItsMessage() throws Unreadable {
        Delivery delivery =
                new Delivery(
                        new DeliveryId("i1/1/webhook/hook"),
                        new IncidentId("i1"),
                        1,
                        "hook",
                        "webhook",
                        "incident.opened",
                        Delivery.State.INTENDED,
                        "route 1 matched",
                        NOON,
                        null,
                        List.of(new Delivery.Attempt(NOON, false, 503, 12, "answered 503")),
                        null,
                        "[critical] it is down");

        byte[] bytes = codec.write(delivery);

        assertThat(new String(bytes, StandardCharsets.UTF_8))
                .startsWith("{\"type\":\"delivery\"")
                .contains("\"message\":\"incident.opened\"");
        assertThat(codec.readDelivery(bytes)).isEqualTo(delivery);
    }

    @Test
    void whatIsNoEventIsSaidPlainly() {
        for (String text :
                List.of(
                        "",
                        "null",
                        "[1]",
                        "{",
                        "{\"type\":5}",
                        "{\"type\":\"disk\"}",
                        "{\"type\":\"disk\",\"id\":\"a\",\"time\":\"yesterday\",\"host\":\"h\",\"run\":\"r\",\"seq\":1,\"data\":{}}",
                        "{\"type\":\"disk\",\"id\":\"a\",\"time\":\"2026-11-01T12:00:00Z\",\"host\":\"h/x\",\"run\":\"r\",\"seq\":1,\"data\":{}}")) {
            assertThatThrownBy(() -> codec.readEvent(text.getBytes(StandardCharsets.UTF_8)))
                    .as(text)
                    .isInstanceOf(Unreadable.class);
        }
    }

    private static HostEvent event(Fact fact) {
        return new HostEvent(new EventId("e1"), NOON, WEB_1, "run-1", 1, KONTALI, fact);
    }
}

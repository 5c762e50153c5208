package dev.varde.notifier;

import static dev.varde.notifier.Cast.NOON;
import static dev.varde.notifier.Cast.incident;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.Incident;
import dev.varde.notifier.delivery.Channel;
import dev.varde.notifier.delivery.Deliveries;
import dev.varde.notifier.delivery.Message;
import dev.varde.notifier.delivery.Outcome;
import org.junit.jupiter.api.Test;

/// What every channel promises, tried with a real server on the other side.
public abstract class ChannelContract {
    private static final String HOSTILE =
            "\u0000\u001B[2J<script>alert(1)</script>\r\nBcc: all@example.com\r\n.\r\n\u202Egnp.exe `*_~ & \uD83D";

    /// What the other side does with the next message.
    protected enum Behaviour {
        TAKES,
        IS_BUSY,
        REFUSES,
        TALKS_NONSENSE,
        IS_AWAY
    }

    /// A channel to a server that behaves so.
    protected abstract Channel channel(Behaviour behaviour) throws Exception;

    /// How many messages have arrived.
    protected abstract int arrived() throws Exception;

    @Test
    void whatIsTakenIsDeliveredAndThereOnce() throws Exception {
        assertThat(send(Behaviour.TAKES, incident("i").build()))
                .isInstanceOf(Outcome.Delivered.class);
        assertThat(arrived()).isEqualTo(1);
    }

    @Test
    void aBusyServerIsTriedAgain() throws Exception {
        assertThat(send(Behaviour.IS_BUSY, incident("i").build()))
                .isInstanceOf(Outcome.Temporary.class);
    }

    @Test
    void aRefusalIsFinal() throws Exception {
        assertThat(send(Behaviour.REFUSES, incident("i").build()))
                .isInstanceOf(Outcome.Permanent.class);
    }

    @Test
    void aServerThatIsAwayIsTriedAgain() throws Exception {
        assertThat(send(Behaviour.IS_AWAY, incident("i").build()))
                .isInstanceOf(Outcome.Temporary.class);
    }

    @Test
    void nonsenseFromTheServerIsNoDelivery() throws Exception {
        assertThat(send(Behaviour.TALKS_NONSENSE, incident("i").build()))
                .isNotInstanceOf(Outcome.Delivered.class);
    }

    @Test
    void hostileContentsAreDeliveredAsOneMessage() throws Exception {
        Incident hostile =
                incident(HOSTILE)
                        .summary(HOSTILE)
                        .evidence(HOSTILE, "x".repeat(4_096))
                        .lastLines(HOSTILE, "y".repeat(4_096), "")
                        .acknowledged(HOSTILE)
                        .build();

        assertThat(send(Behaviour.TAKES, hostile)).isInstanceOf(Outcome.Delivered.class);
        assertThat(arrived()).isEqualTo(1);
    }

    private Outcome send(Behaviour behaviour, Incident incident) throws Exception {
        Message message =
                new Message(
                        Deliveries.id(incident.id(), 1, "any", "ops"),
                        "ops",
                        "incident.opened",
                        incident);
        return channel(behaviour).send(message, NOON);
    }
}

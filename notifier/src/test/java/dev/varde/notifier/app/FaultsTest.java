package dev.varde.notifier.app;

import static dev.varde.notifier.Cast.configuration;
import static dev.varde.notifier.Cast.hook;
import static dev.varde.notifier.Cast.incident;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.varde.events.Delivery;
import dev.varde.events.Delivery.State;
import dev.varde.events.Incident.Change;
import dev.varde.events.IncidentState;
import dev.varde.events.config.Configuration.Receiver;
import dev.varde.events.wire.TopicAdmin;
import dev.varde.events.wire.Unreadable;
import dev.varde.notifier.Cluster;
import dev.varde.notifier.HttpReceiver;
import dev.varde.notifier.TestBroker;
import dev.varde.notifier.delivery.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The notifier when things around it are old, new or away; each test has a broker of its own.
class FaultsTest {
    @TempDir Path brokerData;
    @TempDir Path data;
    private TestBroker broker;
    private Cluster cluster;

    @BeforeEach
    void startBroker() throws Exception {
        broker = new TestBroker(brokerData);
        TopicAdmin.ensure(broker.bootstrapServers(), 2, 10_000);
        cluster = new Cluster(broker.bootstrapServers());
    }

    @AfterEach
    void stopBroker() {
        cluster.close();
        broker.close();
    }

    @Test
    void aNewNotifierOnAnOldClusterTellsNothingThatIsLongOver() throws Exception {
        Instant now = Instant.now();
        cluster.publish(incident("old").at(now.minus(Duration.ofHours(2))).build());
        cluster.publish(incident("recent").at(now.minus(Duration.ofMinutes(50))).build());
        try (HttpReceiver receiver = HttpReceiver.answering(200);
                Notifier _ = started(List.of(hook("hook", receiver.url())))) {
            until(() -> assertThat(states("recent")).containsExactly(State.DELIVERED));

            assertThat(states("old")).containsExactly(State.HELD_BACK);
            assertThat(receiver.got()).hasSize(1);

            cluster.publish(
                    incident("old")
                            .at(now.minus(Duration.ofHours(2)))
                            .revision(2, Change.RESOLVED, IncidentState.RESOLVED)
                            .build());
            until(() -> assertThat(states("old")).contains(State.DELIVERED));
        }
    }

    @Test
    void whatHappenedWhileTheNotifierWasDownIsToldHoweverOldItIs() throws Exception {
        try (HttpReceiver receiver = HttpReceiver.answering(200)) {
            List<Receiver> hook = List.of(hook("hook", receiver.url()));
            cluster.publish(incident("first").at(Instant.now()).build());
            try (Notifier _ = started(hook)) {
                until(() -> assertThat(states("first")).containsExactly(State.DELIVERED));
                for (int n = 0; n < 4; n++) {
                    cluster.publish(incident("every-partition-" + n).at(Instant.now()).build());
                }
                until(() -> assertThat(receiver.got()).hasSize(5));
            }
            cluster.publish(incident("late").at(Instant.now().minus(Duration.ofHours(3))).build());

            try (Notifier _ = started(hook)) {
                until(() -> assertThat(states("late")).containsExactly(State.DELIVERED));
            }
        }
    }

    @Test
    void theEndIsNotToldBeforeTheBeginningAfterARestart() throws Exception {
        try (HttpReceiver receiver = HttpReceiver.answering(503, 200)) {
            List<Receiver> hook = List.of(hook("hook", receiver.url()));
            try (Notifier _ = started(hook)) {
                cluster.publish(incident("i").at(Instant.now()).build());
                until(() -> assertThat(states("i")).containsExactly(State.RETRYING));
            }
            cluster.publish(
                    incident("i")
                            .at(Instant.now())
                            .revision(2, Change.UPDATED, IncidentState.OPEN)
                            .build());
            cluster.publish(
                    incident("i")
                            .at(Instant.now())
                            .revision(3, Change.RESOLVED, IncidentState.RESOLVED)
                            .build());

            try (Notifier _ = started(hook)) {
                until(() -> assertThat(receiver.got()).hasSize(4));
            }
            assertThat(receiver.got()).extracting(FaultsTest::revision).containsExactly(1, 1, 2, 3);
        }
    }

    private static int revision(HttpReceiver.Got got) {
        try {
            return new ObjectMapper().readTree(got.text()).at("/data/revision").asInt();
        } catch (JsonProcessingException e) {
            throw new AssertionError(got.text(), e);
        }
    }

    @Test
    void whatWasSentWhileKafkaWasAwayIsNotedOnceItIsBackAndNotSentAgain() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        HttpReceiver.Answer slow =
                (exchange, _) -> {
                    awaitQuietly(gate);
                    exchange.sendResponseHeaders(200, -1);
                    exchange.close();
                };
        try (HttpReceiver receiver = new HttpReceiver(slow);
                Notifier notifier = started(List.of(hook("hook", receiver.url())))) {
            cluster.publish(incident("i").at(Instant.now()).build());
            until(() -> assertThat(receiver.got()).hasSize(1));

            broker.stop();
            gate.countDown();
            broker.startAgain();

            until(() -> assertThat(states("i")).containsExactly(State.DELIVERED));
            await().atMost(Duration.ofSeconds(60)).until(notifier::ready);
            assertThat(receiver.got()).hasSize(1);
        }
    }

    @Test
    void aNotifierThatStartsBeforeKafkaWaitsForIt() throws Exception {
        broker.stop();
        try (HttpReceiver receiver = HttpReceiver.answering(200);
                Notifier notifier = start(List.of(hook("hook", receiver.url())))) {
            assertThat(notifier.ready()).isFalse();

            broker.startAgain();

            await().atMost(Duration.ofSeconds(60)).until(notifier::ready);
            cluster.publish(incident("i").at(Instant.now()).build());
            until(() -> assertThat(receiver.got()).hasSize(1));
        }
    }

    private Notifier started(List<Receiver> receivers) {
        Notifier notifier = start(receivers);
        await().atMost(Duration.ofSeconds(30)).until(notifier::ready);
        return notifier;
    }

    private Notifier start(List<Receiver> receivers) {
        return Notifier.start(
                configuration(receivers, List.of()),
                broker.bootstrapServers(),
                data,
                _ -> new Outcome.Delivered(250, "taken"));
    }

    private List<State> states(String incident) throws Unreadable {
        return cluster.ledger().values().stream()
                .filter(d -> d.incident().value().equals(incident))
                .map(Delivery::state)
                .toList();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void until(org.awaitility.core.ThrowingRunnable assertion) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptions()
                .untilAsserted(assertion);
    }
}

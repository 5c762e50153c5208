package dev.varde.notifier.app;

import static dev.varde.notifier.Cast.KONTALI;
import static dev.varde.notifier.Cast.WEB_1;
import static dev.varde.notifier.Cast.configuration;
import static dev.varde.notifier.Cast.hook;
import static dev.varde.notifier.Cast.incident;
import static dev.varde.notifier.Cast.mail;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.varde.events.Delivery;
import dev.varde.events.Delivery.State;
import dev.varde.events.Incident;
import dev.varde.events.Incident.Change;
import dev.varde.events.IncidentState;
import dev.varde.events.OperatorWord;
import dev.varde.events.RestartOrder;
import dev.varde.events.config.Configuration.Receiver;
import dev.varde.events.sign.SigningKey;
import dev.varde.events.sign.TrustedKeys;
import dev.varde.events.start.OrderKeyFile;
import dev.varde.events.wire.TopicAdmin;
import dev.varde.events.wire.Topics;
import dev.varde.events.wire.Unreadable;
import dev.varde.notifier.Cluster;
import dev.varde.notifier.HttpReceiver;
import dev.varde.notifier.TestBroker;
import dev.varde.notifier.delivery.Outcome;
import dev.varde.notifier.mail.MailMessage;
import dev.varde.notifier.mail.Postman;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole notifier with a real broker and a real HTTP receiver.
class NotifierTest {
    @TempDir static Path brokerData;
    @TempDir static Path data;

    private static TestBroker broker;
    private static Cluster cluster;

    private final List<MailMessage> mails = new CopyOnWriteArrayList<>();
    private final Postman postman =
            mail -> {
                mails.add(mail);
                return new Outcome.Delivered(250, "taken");
            };
    private String id = "";

    @BeforeAll
    static void startBroker() throws Exception {
        broker = new TestBroker(brokerData);
        TopicAdmin.ensure(broker.bootstrapServers(), 1, 10_000);
        cluster = new Cluster(broker.bootstrapServers());
    }

    @AfterAll
    static void stopBroker() {
        cluster.close();
        broker.close();
    }

    @BeforeEach
    void newIncident() {
        id = UUID.randomUUID().toString();
    }

    @Test
    void anIncidentIsToldByMailAndWebhookAndNotedInTheLedger() throws Exception {
        try (HttpReceiver receiver = HttpReceiver.answering(200);
                Notifier _ = started(List.of(mail("ops"), hook("hook", receiver.url())))) {
            cluster.publish(opened().build());

            until(() -> assertThat(states()).containsOnly(State.DELIVERED).hasSize(2));
            assertThat(receiver.got()).hasSize(1);
            assertThat(receiver.got().getFirst().header("webhook-id"))
                    .isEqualTo(id + "/1/webhook/hook");
            assertThat(receiver.got().getFirst().text())
                    .startsWith("{\"type\":\"incident.opened\"");
            assertThat(mails).hasSize(1);
            assertThat(history().map(Delivery::state))
                    .containsSubsequence(State.INTENDED, State.DELIVERED);
        }
    }

    @Test
    void aReceiverThatFailsHoldsUpNobodyElse() throws Exception {
        try (HttpReceiver sick = HttpReceiver.answering(503);
                HttpReceiver well = HttpReceiver.answering(200);
                Notifier _ = started(List.of(hook("sick", sick.url()), hook("well", well.url())))) {
            cluster.publish(opened().build());
            cluster.publish(opened().revision(2, Change.RESOLVED, IncidentState.RESOLVED).build());

            until(() -> assertThat(well.got()).hasSize(2));
            until(() -> assertThat(delivery("sick", 1).attempts()).isNotEmpty());
            assertThat(delivery("sick", 1).state()).isEqualTo(State.RETRYING);
            assertThat(delivery("sick", 2).state()).isEqualTo(State.INTENDED);
        }
    }

    @Test
    void whatWasSentButNotNotedIsSentAgainWithTheSameIdAndThenInOrder() throws Exception {
        try (HttpReceiver receiver = HttpReceiver.answering(503, 503, 200)) {
            List<Receiver> hook = List.of(hook("hook", receiver.url()));
            try (Notifier _ = started(hook)) {
                cluster.publish(opened().build());
                until(() -> assertThat(receiver.got()).isNotEmpty());
            }
            assertThat(delivery("hook", 1).state()).isIn(State.INTENDED, State.RETRYING);

            try (Notifier _ = started(hook)) {
                cluster.publish(
                        opened().revision(2, Change.RESOLVED, IncidentState.RESOLVED).build());
                until(() -> assertThat(states()).containsOnly(State.DELIVERED).hasSize(2));
            }

            List<String> told =
                    receiver.got().stream().map(g -> g.header("webhook-id")).distinct().toList();
            assertThat(told).containsExactly(id + "/1/webhook/hook", id + "/2/webhook/hook");
        }
    }

    @Test
    void nothingIsToldTwiceByANotifierThatStartsAgain() throws Exception {
        try (HttpReceiver receiver = HttpReceiver.answering(200)) {
            List<Receiver> hook = List.of(hook("hook", receiver.url()));
            try (Notifier _ = started(hook)) {
                cluster.publish(opened().build());
                until(() -> assertThat(states()).containsOnly(State.DELIVERED));
            }
            try (Notifier _ = started(hook)) {
                cluster.publish(
                        opened().revision(2, Change.RESOLVED, IncidentState.RESOLVED).build());
                until(() -> assertThat(receiver.got()).hasSize(2));
            }
            assertThat(receiver.got())
                    .extracting(g -> g.header("webhook-id"))
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void poisonGoesToTheDeadLettersAndStopsNothing() throws Exception {
        int before = cluster.read(Topics.DEAD_LETTERS).size();
        try (HttpReceiver receiver = HttpReceiver.answering(200);
                Notifier _ = started(List.of(hook("hook", receiver.url())))) {
            cluster.raw(Topics.INCIDENTS, id, "{not json".getBytes(StandardCharsets.UTF_8));
            cluster.raw(Topics.OPERATOR, id, new byte[] {0, 1, 2});
            cluster.publish(opened().build());

            until(() -> assertThat(receiver.got()).hasSize(1));
            until(() -> assertThat(cluster.read(Topics.DEAD_LETTERS)).hasSize(before + 2));
        }
    }

    @Test
    void aTestGoesThroughTheRealPathAndIsMarked() throws Exception {
        try (HttpReceiver receiver = HttpReceiver.answering(200);
                Notifier _ = started(List.of(hook("hook", receiver.url()), mail("ops")))) {
            cluster.say(new OperatorWord.TestReceiver("hook", WEB_1, "kari", Instant.now()));
            cluster.say(new OperatorWord.TestReceiver("ops", WEB_1, "kari", Instant.now()));

            until(() -> assertThat(receiver.got()).hasSize(1));
            until(() -> assertThat(mails).hasSize(1));
            assertThat(receiver.got().getFirst().text()).startsWith("{\"type\":\"test\"");
            assertThat(mails.getFirst().subject()).startsWith("[test] ");
            until(() ->
                    assertThat(cluster.ledger().values())
                            .filteredOn(d -> d.type().equals("test"))
                            .extracting(Delivery::state)
                            .contains(State.DELIVERED));
        }
    }

    @Test
    void aCrashLoopIsRestartedWithinItsBudgetAndGivenUpOnce() throws Exception {
        try (Notifier _ = started(List.of())) {
            cluster.publish(opened().restartable().build());
            until(() -> assertThat(orders()).hasSize(1));

            cluster.publish(
                    opened().restartable()
                            .revision(2, Change.UPDATED, IncidentState.OPEN)
                            .restarts(List.of(failed(orders().getFirst())))
                            .build());
            until(() -> assertThat(orders()).hasSize(2));
            cluster.publish(
                    opened().restartable()
                            .revision(3, Change.UPDATED, IncidentState.OPEN)
                            .restarts(orders().stream().map(this::failed).toList())
                            .build());

            until(() -> assertThat(declines()).hasSize(1));
            cluster.publish(
                    opened().restartable()
                            .revision(4, Change.GAVE_UP, IncidentState.GAVE_UP)
                            .restarts(orders().stream().map(this::failed).toList())
                            .build());
            until(() -> assertThat(states(4)).isEmpty());
        }
        assertThat(orders()).hasSize(2).extracting(RestartOrder::number).containsExactly(1, 2);
        assertThat(declines()).hasSize(1);
        assertThat(declines().getFirst().by()).isEqualTo("varde");

        try (Notifier _ = started(List.of())) {
            cluster.say(new OperatorWord.Resume(KONTALI, WEB_1, "kari", Instant.now()));
            until(() -> assertThat(orders()).hasSize(3));
        }
    }

    @Test
    void anOperatorsRestartIsOrderedAtOnce() throws Exception {
        int before = cluster.orders().size();
        try (Notifier _ = started(List.of())) {
            cluster.say(new OperatorWord.RestartNow(KONTALI, WEB_1, null, "kari", Instant.now()));

            until(() -> assertThat(cluster.orders()).hasSize(before + 1));
            RestartOrder order = cluster.orders().getLast();
            assertThat(order.requestedBy()).isEqualTo("kari");
            SigningKey key = OrderKeyFile.read(data.resolve(OrderKeyFile.NAME)).orElseThrow();
            assertThat(TrustedKeys.of(key.trusted()).doubt(order)).isEmpty();
        }
    }

    private Incident.Restart restart(RestartOrder o, String result) {
        return new Incident.Restart(o.id(), o.number(), o.issued(), result, null, null);
    }

    private Incident.Restart failed(RestartOrder o) {
        return restart(o, "failed");
    }

    private dev.varde.notifier.Cast.IncidentBuilder opened() {
        return incident(id).at(Instant.now());
    }

    private Notifier started(List<Receiver> receivers) {
        var twoQuick =
                new dev.varde.events.config.Configuration.Restarts(
                        List.of(Duration.ofMillis(300)),
                        2,
                        Duration.ofMinutes(10),
                        10,
                        0.2,
                        Duration.ofSeconds(30));
        Notifier notifier =
                Notifier.start(
                        configuration(receivers, List.of(), twoQuick),
                        broker.bootstrapServers(),
                        data,
                        postman);
        await().atMost(Duration.ofSeconds(30)).until(notifier::ready);
        return notifier;
    }

    private static void until(org.awaitility.core.ThrowingRunnable assertion) {
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(assertion);
    }

    private List<State> states() throws Unreadable {
        return cluster.ledger().values().stream()
                .filter(d -> d.incident().value().equals(id))
                .map(Delivery::state)
                .toList();
    }

    private List<State> states(int revision) throws Unreadable {
        return cluster.ledger().values().stream()
                .filter(d -> d.incident().value().equals(id) && d.revision() == revision)
                .map(Delivery::state)
                .toList();
    }

    private java.util.stream.Stream<Delivery> history() throws Unreadable {
        return cluster.history().stream().filter(d -> d.incident().value().equals(id));
    }

    private Delivery delivery(String receiver, int revision) throws Unreadable {
        return cluster.ledger().values().stream()
                .filter(d -> d.incident().value().equals(id))
                .filter(d -> d.receiver().equals(receiver) && d.revision() == revision)
                .findFirst()
                .orElseThrow();
    }

    private List<RestartOrder> orders() throws Unreadable {
        return cluster.orders().stream()
                .filter(o -> o.incident() != null && o.incident().value().equals(id))
                .toList();
    }

    private List<OperatorWord> declines() throws Unreadable {
        return cluster.words().stream()
                .filter(w ->
                        w instanceof OperatorWord.DeclineRestart d
                                && d.incident().value().equals(id))
                .toList();
    }
}

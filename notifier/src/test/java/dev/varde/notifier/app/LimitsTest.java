package dev.varde.notifier.app;

import static dev.varde.notifier.Cast.WEB_1;
import static dev.varde.notifier.Cast.configuration;
import static dev.varde.notifier.Cast.hook;
import static dev.varde.notifier.Cast.incident;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.varde.events.Delivery;
import dev.varde.events.Delivery.State;
import dev.varde.events.Incident.Change;
import dev.varde.events.IncidentState;
import dev.varde.events.OperatorWord;
import dev.varde.events.config.Configuration.Limit;
import dev.varde.events.config.Configuration.MailTarget;
import dev.varde.events.config.Configuration.Receiver;
import dev.varde.events.wire.TopicAdmin;
import dev.varde.events.wire.Topics;
import dev.varde.events.wire.Unreadable;
import dev.varde.notifier.Cluster;
import dev.varde.notifier.HttpReceiver;
import dev.varde.notifier.TestBroker;
import dev.varde.notifier.delivery.Digests;
import dev.varde.notifier.delivery.Outcome;
import dev.varde.notifier.delivery.Step;
import dev.varde.notifier.mail.MailMessage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Limits, digests, dead letters, replays and faults in the midst of them, with a real broker.
class LimitsTest {
    private static final int INCIDENTS = 10;
    private static final Receiver LIMITED =
            new Receiver(
                    "ops",
                    new MailTarget(List.of("ops@example.com")),
                    null,
                    new Limit(2, Duration.ofSeconds(2)));

    @TempDir static Path brokerData;
    @TempDir static Path data;

    private static TestBroker broker;
    private static Cluster cluster;

    private final List<MailMessage> mails = new CopyOnWriteArrayList<>();
    private String run = "";

    @BeforeAll
    static void startBroker() throws Exception {
        broker = new TestBroker(brokerData);
        TopicAdmin.ensure(broker.bootstrapServers(), 2, 10_000);
        cluster = new Cluster(broker.bootstrapServers());
    }

    @AfterAll
    static void stopBroker() {
        cluster.close();
        broker.close();
    }

    @BeforeEach
    void newIncidents() {
        run = UUID.randomUUID().toString();
    }

    @Test
    void whatHasToWaitIsToldInADigestAndEveryMessageIsInTheLedger() throws Exception {
        try (Notifier _ = started(List.of(LIMITED), _ -> {})) {
            publish();

            until(this::everythingIsTold);
        }
        assertThat(digests()).isNotEmpty();
        assertThat(mails).hasSizeLessThan(INCIDENTS);
    }

    /// The steps of the ledger's own thread: a fault there starts it over with new clients, as
    /// after a kill, with nothing but what is committed.
    @ParameterizedTest
    @EnumSource(
            names = {
                "AFTER_POLL",
                "BEFORE_INTENT",
                "AFTER_INTENT",
                "BEFORE_OUTCOME",
                "AFTER_OUTCOME",
                "BEFORE_DIGEST",
                "AFTER_DIGEST"
            })
    void aFaultAtAnyStepLosesNothing(Step at) throws Exception {
        AtomicBoolean failed = new AtomicBoolean();
        Consumer<Step> once =
                step -> {
                    if (step == at && failed.compareAndSet(false, true)) {
                        throw new IllegalStateException("a fault " + at);
                    }
                };
        try (Notifier _ = started(List.of(LIMITED), once)) {
            publish();

            until(this::everythingIsTold);
        }
        assertThat(failed).isTrue();
        assertThat(digests())
                .allSatisfy(d -> assertThat(d.state()).isIn(State.DELIVERED, State.SUPERSEDED));
    }

    @Test
    void theEndIsToldInOnePlaceWithTheBeginningThatDidNotGoOut() throws Exception {
        try (Notifier _ = started(List.of(LIMITED), _ -> {})) {
            for (int n = 0; n < INCIDENTS; n++) {
                cluster.publish(incident(run + n).at(Instant.now()).build());
                cluster.publish(
                        incident(run + n)
                                .at(Instant.now())
                                .revision(2, Change.RESOLVED, IncidentState.RESOLVED)
                                .build());
            }

            until(() ->
                    assertThat(mine())
                            .filteredOn(d -> d.also().isEmpty() && d.revision() == 2)
                            .hasSize(INCIDENTS)
                            .allMatch(LimitsTest::ended));
        }
        assertThat(mine()).allMatch(LimitsTest::ended);
        assertThat(mails.size()).isLessThan(2 * INCIDENTS);
    }

    @Test
    void whatFailsIsADeadLetterAndIsReplayedUnderItsOwnId() throws Exception {
        int before = cluster.read(Topics.DEAD_LETTERS).size();
        try (HttpReceiver receiver = HttpReceiver.answering(400, 200);
                Notifier _ = started(List.of(hook("hook", receiver.url())), _ -> {})) {
            cluster.publish(incident(run).at(Instant.now()).build());
            until(() -> assertThat(states()).containsExactly(State.FAILED));
            var dead = cluster.read(Topics.DEAD_LETTERS);
            assertThat(dead).hasSize(before + 1);
            assertThat(
                            new String(
                                    dead.getLast().headers().lastHeader("varde-reason").value(),
                                    StandardCharsets.UTF_8))
                    .contains("400");

            cluster.say(
                    new OperatorWord.ReplayDeliveries(
                            WEB_1, "kari", Instant.now(), "hook", null, null, List.of(), false));

            until(() -> assertThat(states()).containsExactly(State.DELIVERED));
            assertThat(mine().getFirst().reason()).isEqualTo("tried again, asked for by kari");
            assertThat(mine().getFirst().attempts()).hasSize(2);
            assertThat(receiver.got()).extracting(g -> g.header("webhook-id")).hasSize(2);
            assertThat(receiver.got().getFirst().header("webhook-id"))
                    .isEqualTo(receiver.got().getLast().header("webhook-id"));
        }
    }

    @Test
    void aReceiverThatWantsNoMoreHearsNothingUntilItIsEnabled() throws Exception {
        try (HttpReceiver receiver = HttpReceiver.answering(410, 200);
                Notifier _ = started(List.of(hook("gone", receiver.url())), _ -> {})) {
            cluster.publish(incident(run + 0).at(Instant.now()).build());
            until(() -> assertThat(states()).containsExactly(State.FAILED));
            cluster.publish(incident(run + 1).at(Instant.now()).build());
            until(() ->
                    assertThat(states()).containsExactlyInAnyOrder(State.FAILED, State.HELD_BACK));
            assertThat(mine()).allMatch(d -> d.reason().contains("410"));

            cluster.say(new OperatorWord.ReceiverEnabled("gone", WEB_1, "kari", Instant.now()));
            until(() -> {
                cluster.publish(incident(run + UUID.randomUUID()).at(Instant.now()).build());
                assertThat(states()).contains(State.DELIVERED);
            });
        }
    }

    private void publish() {
        for (int n = 0; n < INCIDENTS; n++) {
            cluster.publish(incident(run + n).at(Instant.now()).build());
        }
    }

    private void everythingIsTold() throws Unreadable {
        List<Delivery> all = mine();
        assertThat(all).filteredOn(d -> d.also().isEmpty()).hasSize(INCIDENTS);
        assertThat(all).allMatch(LimitsTest::ended);
        Set<String> told =
                all.stream()
                        .filter(d -> d.state() == State.DELIVERED)
                        .flatMap(d -> Digests.about(d).stream())
                        .map(id -> id.value())
                        .collect(Collectors.toSet());
        assertThat(told).hasSize(INCIDENTS);
    }

    private static boolean ended(Delivery d) {
        return d.state() == State.DELIVERED || d.state() == State.SUPERSEDED;
    }

    private List<Delivery> digests() throws Unreadable {
        return mine().stream().filter(d -> d.type().equals("digest")).toList();
    }

    private List<State> states() throws Unreadable {
        return mine().stream().map(Delivery::state).toList();
    }

    private List<Delivery> mine() throws Unreadable {
        return cluster.ledger().values().stream()
                .filter(d -> d.incident().value().startsWith(run))
                .toList();
    }

    private Notifier started(List<Receiver> receivers, Consumer<Step> steps) {
        Notifier notifier =
                Notifier.start(
                        configuration(receivers, List.of()),
                        broker.bootstrapServers(),
                        data,
                        mail -> {
                            mails.add(mail);
                            return new Outcome.Delivered(250, "taken");
                        },
                        steps);
        await().atMost(Duration.ofSeconds(30)).until(notifier::ready);
        return notifier;
    }

    private static void until(org.awaitility.core.ThrowingRunnable assertion) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptions()
                .untilAsserted(assertion);
    }
}

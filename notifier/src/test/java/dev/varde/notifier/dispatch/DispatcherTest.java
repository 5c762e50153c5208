package dev.varde.notifier.dispatch;

import static dev.varde.notifier.Cast.NOON;
import static dev.varde.notifier.Cast.incident;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.varde.events.Delivery;
import dev.varde.events.Delivery.State;
import dev.varde.events.Incident;
import dev.varde.events.IncidentId;
import dev.varde.notifier.delivery.Channel;
import dev.varde.notifier.delivery.Deliveries;
import dev.varde.notifier.delivery.Message;
import dev.varde.notifier.delivery.Outcome;
import dev.varde.notifier.delivery.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DispatcherTest {
    private static final Outcome TAKEN = new Outcome.Delivered(200, "answered 200");
    private static final Outcome BUSY = new Outcome.Temporary(503, "answered 503", null);
    private static final Schedule QUICK =
            new Schedule(Duration.ofMillis(200), Duration.ofMillis(400), Duration.ofHours(1));

    private final List<Noted> notes = new CopyOnWriteArrayList<>();
    private final List<Message> sent = new CopyOnWriteArrayList<>();
    private final CountDownLatch gate = new CountDownLatch(1);
    private Dispatcher dispatcher = dispatcher(Map.of());

    @AfterEach
    void stop() {
        gate.countDown();
        dispatcher.stop(Duration.ofSeconds(2));
    }

    @Test
    void anAttemptIsNoted() {
        dispatcher = dispatcher(Map.of("hook", answering(TAKEN)));

        dispatcher.submit(webhook("i", 1, "hook"));

        until(() -> assertThat(states()).containsExactly(State.DELIVERED));
        assertThat(dispatcher.waiting()).isZero();
    }

    @Test
    void whatFailsIsTriedAgainWithTheSameIdUntilItArrives() {
        AtomicInteger tries = new AtomicInteger();
        dispatcher =
                dispatcher(
                        Map.of(
                                "hook",
                                (m, _) -> {
                                    sent.add(m);
                                    return tries.incrementAndGet() < 3 ? BUSY : TAKEN;
                                }));

        dispatcher.submit(webhook("i", 1, "hook"));

        until(() ->
                assertThat(states())
                        .containsExactly(State.RETRYING, State.RETRYING, State.DELIVERED));
        assertThat(sent)
                .extracting(Message::id)
                .containsOnly(webhook("i", 1, "hook").delivery().id());
        assertThat(notes.getLast().delivery().attempts()).hasSize(3);
    }

    @Test
    void revisionsOfOneIncidentAreToldInOrderEvenWhenTheFirstFails() {
        AtomicInteger tries = new AtomicInteger();
        dispatcher =
                dispatcher(
                        Map.of(
                                "hook",
                                (m, _) -> {
                                    sent.add(m);
                                    return tries.incrementAndGet() == 1 ? BUSY : TAKEN;
                                }));

        for (int revision = 1; revision <= 20; revision++) {
            dispatcher.submit(webhook("i", revision, "hook"));
        }

        until(() -> assertThat(dispatcher.waiting()).isZero());
        List<Integer> told =
                notes.stream()
                        .filter(n -> n.delivery().state() == State.DELIVERED)
                        .map(n -> n.delivery().revision())
                        .toList();
        assertThat(told).hasSize(20).isSorted();
    }

    @Test
    void aReceiverThatHangsHoldsUpNobodyElse() {
        dispatcher = dispatcher(Map.of("hangs", this::hang, "well", answering(TAKEN)));

        for (int n = 0; n < 50; n++) {
            dispatcher.submit(webhook("i" + n, 1, "hangs"));
        }
        dispatcher.submit(webhook("i", 1, "well"));

        until(() -> assertThat(states()).containsExactly(State.DELIVERED));
        assertThat(dispatcher.waiting()).isEqualTo(50);
        assertThat(dispatcher.isSending()).isTrue();
    }

    @Test
    void noMoreThanFourAttemptsGoToOneReceiverAtOnce() {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        dispatcher =
                dispatcher(
                        Map.of(
                                "hook",
                                (_, _) -> {
                                    most.accumulateAndGet(now.incrementAndGet(), Math::max);
                                    LockSupport.parkNanos(100_000);
                                    now.decrementAndGet();
                                    return TAKEN;
                                }));

        for (int n = 0; n < 500; n++) {
            dispatcher.submit(webhook("i" + n, 1, "hook"));
        }

        until(() -> assertThat(notes).hasSize(500));
        assertThat(most.get()).isBetween(1, 4);
    }

    @Test
    void anUpdateThatCouldNotBeMailedIsSupersededByTheNextMail() {
        dispatcher = dispatcher(Map.of("ops", failingFor("incident.updated")));

        dispatcher.submit(job("i", 2, "ops", "mail", "incident.updated"));
        until(() -> assertThat(states()).contains(State.RETRYING));
        dispatcher.submit(job("i", 3, "ops", "mail", "incident.resolved"));

        until(() -> assertThat(states()).contains(State.SUPERSEDED, State.DELIVERED));
        assertThat(notes.getLast().delivery().type()).isEqualTo("incident.resolved");
    }

    @Test
    void anOpeningMailIsNeverSuperseded() {
        AtomicInteger tries = new AtomicInteger();
        dispatcher =
                dispatcher(Map.of("ops", (_, _) -> tries.incrementAndGet() == 1 ? BUSY : TAKEN));

        dispatcher.submit(job("i", 1, "ops", "mail", "incident.opened"));
        dispatcher.submit(job("i", 2, "ops", "mail", "incident.resolved"));

        until(() -> assertThat(dispatcher.waiting()).isZero());
        assertThat(states()).containsExactly(State.RETRYING, State.DELIVERED, State.DELIVERED);
    }

    @Test
    void webhookUpdatesAreAllTold() {
        AtomicInteger tries = new AtomicInteger();
        dispatcher =
                dispatcher(Map.of("hook", (_, _) -> tries.incrementAndGet() == 1 ? BUSY : TAKEN));

        dispatcher.submit(job("i", 2, "hook", "webhook", "incident.updated"));
        dispatcher.submit(job("i", 3, "hook", "webhook", "incident.resolved"));

        until(() -> assertThat(dispatcher.waiting()).isZero());
        assertThat(states()).doesNotContain(State.SUPERSEDED);
    }

    @Test
    void aReceiverThatIsGoneFromTheConfigurationIsNotedAsFailed() {
        dispatcher.submit(webhook("i", 1, "gone"));

        until(() -> assertThat(states()).containsExactly(State.FAILED));
        assertThat(notes.getFirst().delivery().reason()).contains("not configured");
    }

    @Test
    void aFaultInAChannelIsTriedAgainAndNotLost() {
        AtomicInteger tries = new AtomicInteger();
        dispatcher =
                dispatcher(
                        Map.of(
                                "hook",
                                (_, _) -> {
                                    if (tries.incrementAndGet() == 1) {
                                        throw new IllegalStateException("a bug");
                                    }
                                    return TAKEN;
                                }));

        dispatcher.submit(webhook("i", 1, "hook"));

        until(() -> assertThat(states()).containsExactly(State.RETRYING, State.DELIVERED));
        assertThat(notes.getFirst().delivery().attempts().getFirst().detail())
                .isEqualTo("a fault in Varde: IllegalStateException");
    }

    @Test
    void whatIsUnderWayEndsAndNothingElseBeginsOnceStopped() throws InterruptedException {
        dispatcher = dispatcher(Map.of("hook", this::hang));
        dispatcher.submit(webhook("i", 1, "hook"));
        dispatcher.submit(webhook("i", 2, "hook"));
        until(() -> assertThat(dispatcher.isSending()).isTrue());

        Thread stopping = Thread.ofVirtual().start(() -> dispatcher.stop(Duration.ofSeconds(10)));
        until(() -> assertThat(stopping.getState()).isEqualTo(Thread.State.TIMED_WAITING));
        gate.countDown();
        stopping.join();
        dispatcher.submit(webhook("j", 1, "hook"));

        assertThat(notes).extracting(n -> n.delivery().revision()).containsExactly(1);
    }

    @Test
    void whatDoesNotEndInTimeIsCutOff() {
        dispatcher = dispatcher(Map.of("hook", this::hang));
        dispatcher.submit(webhook("i", 1, "hook"));
        until(() -> assertThat(dispatcher.isSending()).isTrue());

        dispatcher.stop(Duration.ofMillis(50));

        until(() -> assertThat(dispatcher.isSending()).isFalse());
    }

    @Test
    void behindManyOthersOnlyTheGistIsKept() {
        Map<String, Integer> lines = new ConcurrentHashMap<>();
        dispatcher =
                dispatcher(
                        Map.of(
                                "hook",
                                (m, at) -> {
                                    hang(m, at);
                                    lines.put(
                                            m.incident().id().value(),
                                            m.incident().lastLines().size());
                                    return TAKEN;
                                }));

        for (int n = 0; n < 600; n++) {
            dispatcher.submit(webhook("i" + n, 1, "hook"));
        }
        gate.countDown();

        until(() -> assertThat(lines).hasSize(600));
        assertThat(lines.get("i0")).isEqualTo(1);
        assertThat(lines.get("i599")).isZero();
        assertThat(lines.values().stream().filter(l -> l == 1)).hasSizeGreaterThanOrEqualTo(500);
    }

    private Outcome hang(Message message, Instant at) {
        try {
            gate.await();
            return TAKEN;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome.Unknown("cut off");
        }
    }

    private static Channel answering(Outcome outcome) {
        return (_, _) -> outcome;
    }

    private static Channel failingFor(String type) {
        return (m, _) -> m.type().equals(type) ? BUSY : TAKEN;
    }

    private Dispatcher dispatcher(Map<String, Channel> byReceiver) {
        Map<Channels.Key, Channel> channels = new ConcurrentHashMap<>();
        byReceiver.forEach((receiver, channel) -> {
            channels.put(new Channels.Key(receiver, "webhook"), channel);
            channels.put(new Channels.Key(receiver, "mail"), channel);
        });
        return new Dispatcher(
                new Channels(channels),
                QUICK,
                InstantSource.system(),
                () -> 1.0,
                notes::add,
                _ -> {});
    }

    private List<State> states() {
        return notes.stream().map(n -> n.delivery().state()).toList();
    }

    private static Job webhook(String incident, int revision, String receiver) {
        return job(incident, revision, receiver, "webhook", "incident.opened");
    }

    private static Job job(String id, int revision, String receiver, String channel, String type) {
        Incident incident = incident(id).build();
        Delivery delivery =
                new Delivery(
                        Deliveries.id(new IncidentId(id), revision, channel, receiver),
                        new IncidentId(id),
                        revision,
                        receiver,
                        channel,
                        type,
                        State.INTENDED,
                        "route 1 matched",
                        Instant.now().isBefore(NOON) ? NOON : Instant.now(),
                        null,
                        List.of(),
                        null,
                        "subject");
        return new Job(delivery, 0, incident);
    }

    private static void until(org.awaitility.core.ThrowingRunnable assertion) {
        await().atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(10))
                .untilAsserted(assertion);
    }
}

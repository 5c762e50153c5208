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
import dev.varde.notifier.delivery.Digests;
import dev.varde.notifier.delivery.Message;
import dev.varde.notifier.delivery.Outcome;
import dev.varde.notifier.delivery.Rate;
import dev.varde.notifier.delivery.Schedule;
import dev.varde.notifier.delivery.Telling;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DispatcherTest {
    private static final Outcome TAKEN = new Outcome.Delivered(200, "answered 200");
    private static final Outcome BUSY = new Outcome.Temporary(503, "answered 503", null);
    private static final Schedule QUICK =
            new Schedule(Collections.nCopies(100, Duration.ofMillis(100)), 0, Duration.ofHours(1));

    private static final Schedule LONG =
            new Schedule(Collections.nCopies(100, Duration.ofHours(1)), 0, Duration.ofDays(1));

    private final List<Noted> notes = new CopyOnWriteArrayList<>();
    private static final Channels.Key HOOK = new Channels.Key("hook", "webhook");

    private final List<Merge> merges = new CopyOnWriteArrayList<>();
    private @Nullable Rate rate;
    private Schedule schedule = QUICK;
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
    void whatFailedInAnOutageIsToldOnceItsReceiverTakesAnotherMessage() {
        AtomicReference<Outcome> answer = new AtomicReference<>(BUSY);
        schedule = LONG;
        dispatcher = dispatcher(Map.of("hook", hearing(m -> answer.get())));
        for (int n = 0; n < 3; n++) {
            dispatcher.submit(webhook("i" + n, 1, "hook"));
            dispatcher.submit(webhook("i" + n, 2, "hook"));
        }
        until(() -> assertThat(states()).hasSize(3).containsOnly(State.RETRYING));
        answer.set(TAKEN);

        dispatcher.submit(webhook("new", 1, "hook"));

        until(() -> assertThat(dispatcher.waiting()).isZero());
        assertThat(sent.get(3).incident().id().value()).isEqualTo("new");
        for (int n = 0; n < 3; n++) {
            String id = "i" + n;
            assertThat(
                            sent.subList(4, sent.size()).stream()
                                    .map(m -> m.id().value())
                                    .filter(m -> m.startsWith(id + "/")))
                    .containsExactly(id + "/1/webhook/hook", id + "/2/webhook/hook");
        }
    }

    @Test
    void whatAnEarlierNotifierCouldNotTellComesForwardToo() {
        schedule = LONG;
        dispatcher = dispatcher(Map.of("hook", answering(TAKEN)));
        Job job = webhook("i", 1, "hook");
        Instant now = Instant.now();
        dispatcher.submit(job.with(LONG.after(job.delivery(), BUSY, now, now, 0)));
        assertThat(states()).isEmpty();

        dispatcher.submit(webhook("new", 1, "hook"));

        until(() -> assertThat(dispatcher.waiting()).isZero());
        assertThat(states()).containsExactly(State.DELIVERED, State.DELIVERED);
    }

    @Test
    void whatAloneIsRefusedComesForwardOnlyOnce() {
        schedule = LONG;
        dispatcher =
                dispatcher(
                        Map.of(
                                "hook",
                                hearing(m ->
                                        m.incident().id().value().equals("refused")
                                                ? BUSY
                                                : TAKEN)));
        dispatcher.submit(webhook("refused", 1, "hook"));
        until(() -> assertThat(states()).containsExactly(State.RETRYING));

        for (int n = 0; n < 10; n++) {
            dispatcher.submit(webhook("i" + n, 1, "hook"));
            int told = n + 1;
            until(() -> assertThat(ended(State.DELIVERED)).hasSize(told));
        }

        until(() -> assertThat(ended(State.RETRYING)).hasSize(2));
        assertThat(dispatcher.waiting()).isEqualTo(1);
    }

    @Test
    void whoSaysHowLongToWaitIsWaitedFor() {
        schedule = LONG;
        Map<String, Outcome> answers =
                Map.of(
                        "asked", new Outcome.Temporary(503, "busy", Duration.ofMinutes(5)),
                        "many", new Outcome.Temporary(429, "too many requests", null));
        dispatcher =
                dispatcher(
                        Map.of(
                                "hook",
                                hearing(m ->
                                        answers.getOrDefault(m.incident().id().value(), TAKEN))));
        dispatcher.submit(webhook("asked", 1, "hook"));
        dispatcher.submit(webhook("many", 1, "hook"));
        until(() -> assertThat(states()).hasSize(2));

        dispatcher.submit(webhook("i", 1, "hook"));
        until(() -> assertThat(ended(State.DELIVERED)).hasSize(1));
        dispatcher.submit(webhook("j", 1, "hook"));
        until(() -> assertThat(ended(State.DELIVERED)).hasSize(2));

        assertThat(sent).hasSize(4);
        assertThat(dispatcher.waiting()).isEqualTo(2);
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
    void whatDidNotGoOutIsToldByTheNewestMessageForPeopleAlone() {
        dispatcher = dispatcher(Map.of("ops", failingFor("incident.opened")));

        dispatcher.submit(job("i", 1, "ops", "mail", "incident.opened"));
        until(() -> assertThat(states()).contains(State.RETRYING));
        dispatcher.submit(job("i", 3, "ops", "mail", "incident.resolved"));

        until(() -> assertThat(dispatcher.waiting()).isZero());
        assertThat(states()).contains(State.SUPERSEDED).endsWith(State.DELIVERED);
        assertThat(notes.getLast().delivery().type()).isEqualTo("incident.resolved");
        assertThat(ended(State.SUPERSEDED).getFirst().reason())
                .isEqualTo("told in i/3/mail/ops, which is newer");
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
    void aWebhookThatIsAnHourBehindHearsTheNewestRevision() {
        dispatcher = dispatcher(Map.of("hook", answering(TAKEN)));
        Instant old = Instant.now().minus(Duration.ofHours(2));
        dispatcher.close(HOOK, "held");
        dispatcher.submit(at(old, "i", 1, null));
        until(() -> assertThat(states()).containsExactly(State.HELD_BACK));
        dispatcher.reopen(HOOK);

        dispatcher.submit(due(at(old, "i", 2, null), Instant.now().plusMillis(300)));
        dispatcher.submit(at(old, "i", 3, null));

        until(() -> assertThat(dispatcher.waiting()).isZero());
        assertThat(states()).containsExactly(State.HELD_BACK, State.SUPERSEDED, State.DELIVERED);
    }

    @Test
    void whatHasToWaitForTheLimitIsToldInOneDigest() {
        limited(new Rate(2, Duration.ofMillis(400)));

        for (int n = 0; n < 10; n++) {
            dispatcher.submit(job("i" + n, 1, "ops", "mail", "incident.opened"));
        }
        until(() -> assertThat(merges).hasSize(1));
        Merge merge = merges.getFirst();
        assertThat(states()).containsOnly(State.DELIVERED).hasSize(2);
        assertThat(merge.parts()).hasSize(8);

        dispatcher.merged(merge, digest(merge));

        until(() -> assertThat(dispatcher.waiting()).isZero());
        assertThat(notes.getLast().delivery().also()).hasSize(7);
        assertThat(sent.getLast().incidents()).hasSize(8);
    }

    @Test
    void noMoreThanTheLimitAllowsArrivesWithinAnyStretchOfTime() {
        List<Instant> arrived = new CopyOnWriteArrayList<>();
        rate = new Rate(3, Duration.ofMillis(300));
        dispatcher =
                dispatcher(
                        Map.of(
                                "hook",
                                (_, _) -> {
                                    arrived.add(Instant.now());
                                    return TAKEN;
                                }));

        for (int n = 0; n < 12; n++) {
            dispatcher.submit(webhook("i" + n, 1, "hook"));
        }

        until(() -> assertThat(arrived).hasSize(12));
        for (int n = 3; n < 12; n++) {
            assertThat(Duration.between(arrived.get(n - 3), arrived.get(n)))
                    .isGreaterThanOrEqualTo(Duration.ofMillis(300));
        }
    }

    @Test
    void whatAnEarlierNotifierSentCountsTowardsTheLimit() {
        rate = new Rate(1, Duration.ofMillis(500));
        dispatcher = dispatcher(Map.of("hook", answering(TAKEN)));
        Instant ended = Instant.now();
        dispatcher.remember(HOOK, List.of(ended));

        dispatcher.submit(webhook("i", 1, "hook"));

        until(() -> assertThat(states()).containsExactly(State.DELIVERED));
        assertThat(notes.getFirst().delivery().attempts().getFirst().at())
                .isAfterOrEqualTo(ended.plusMillis(500));
    }

    @Test
    void noMessageOvertakesADigestThatTellsOfTheSameIncident() {
        AtomicInteger tries = new AtomicInteger();
        rate = new Rate(1, Duration.ofMillis(200));
        dispatcher =
                dispatcher(
                        Map.of(
                                "ops",
                                (m, _) -> {
                                    sent.add(m);
                                    return m.digest() && tries.incrementAndGet() == 1
                                            ? BUSY
                                            : TAKEN;
                                }));
        for (int n = 0; n < 3; n++) {
            dispatcher.submit(job("i" + n, 1, "ops", "mail", "incident.opened"));
        }
        until(() -> assertThat(merges).hasSize(1));
        dispatcher.merged(merges.getFirst(), digest(merges.getFirst()));
        until(() -> assertThat(states()).contains(State.RETRYING));

        dispatcher.submit(job("i2", 2, "ops", "mail", "incident.resolved"));

        until(() -> assertThat(merges).hasSize(2));
        assertThat(merges.getLast().parts())
                .extracting(j -> j.delivery().type())
                .containsExactlyInAnyOrder("digest", "incident.resolved");
        dispatcher.merged(merges.getLast(), digest(merges.getLast()));
        until(() -> assertThat(dispatcher.waiting()).isZero());
        assertThat(sent.getLast().digest()).isTrue();
    }

    @Test
    void whatBelongsTogetherIsToldTogetherWhenItIsDue() {
        dispatcher = dispatcher(Map.of("ops", answering(TAKEN)));
        Instant due = Instant.now().plusMillis(300);
        for (int n = 0; n < 4; n++) {
            Job job = job("i" + n, 1, "ops", "mail", "incident.opened");
            dispatcher.submit(
                    job.with(Deliveries.gathered(job.delivery(), "route 1/kontali", due)));
        }
        assertThat(merges).isEmpty();

        until(() -> assertThat(merges).hasSize(1));
        assertThat(merges.getFirst().parts()).hasSize(4);
        dispatcher.merged(merges.getFirst(), digest(merges.getFirst()));
        until(() -> assertThat(dispatcher.waiting()).isZero());
    }

    @Test
    void aReceiverThatWantsNoMoreIsNotTriedAgainUntilATestArrives() {
        AtomicInteger status = new AtomicInteger(410);
        dispatcher =
                dispatcher(
                        Map.of(
                                "hook",
                                (m, _) -> {
                                    sent.add(m);
                                    return status.get() == 410
                                            ? new Outcome.Permanent(410, "answered 410")
                                            : TAKEN;
                                }));

        dispatcher.submit(webhook("i", 1, "hook"));
        dispatcher.submit(webhook("i", 2, "hook"));
        until(() -> assertThat(states()).containsExactly(State.FAILED, State.HELD_BACK));
        assertThat(notes.getLast().delivery().reason()).startsWith("disabled since ");
        assertThat(sent).hasSize(1);

        status.set(200);
        dispatcher.submit(job("t", 1, "hook", "webhook", "test"));
        dispatcher.submit(webhook("i", 3, "hook"));
        until(() -> assertThat(dispatcher.waiting()).isZero());
        assertThat(states()).endsWith(State.DELIVERED);
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

    private Channel hearing(Function<Message, Outcome> answer) {
        return (m, _) -> {
            sent.add(m);
            return answer.apply(m);
        };
    }

    private static Channel failingFor(String type) {
        return (m, _) -> m.type().equals(type) ? BUSY : TAKEN;
    }

    private void limited(Rate to) {
        rate = to;
        dispatcher =
                dispatcher(
                        Map.of(
                                "ops",
                                (m, _) -> {
                                    sent.add(m);
                                    return TAKEN;
                                }));
    }

    private Dispatcher dispatcher(Map<String, Channel> byReceiver) {
        Map<Channels.Key, Channels.Way> channels = new ConcurrentHashMap<>();
        byReceiver.forEach((receiver, channel) -> {
            channels.put(
                    new Channels.Key(receiver, "webhook"),
                    new Channels.Way(channel, Telling.EVERY_REVISION, rate));
            channels.put(
                    new Channels.Key(receiver, "mail"),
                    new Channels.Way(channel, Telling.DIGEST, rate));
        });
        return new Dispatcher(
                new Channels(channels),
                schedule,
                InstantSource.system(),
                () -> 1.0,
                new Dispatcher.Reports(notes::add, merges::add, _ -> {}));
    }

    private static Job digest(Merge merge) {
        List<Delivery> parts = merge.parts().stream().map(Job::delivery).toList();
        List<Incident> incidents =
                merge.parts().stream().flatMap(j -> j.incidents().stream()).distinct().toList();
        return new Job(Digests.of(parts, merge.reason(), Instant.now()), 0, incidents);
    }

    private List<Delivery> ended(State state) {
        return notes.stream().map(Noted::delivery).filter(d -> d.state() == state).toList();
    }

    private static Job at(Instant intended, String id, int revision, @Nullable Instant due) {
        Job job = webhook(id, revision, "hook");
        return due(job.with(Deliveries.again(job.delivery(), "route 1 matched", intended)), due);
    }

    private static Job due(Job job, @Nullable Instant due) {
        return job.with(Deliveries.gathered(job.delivery(), "none", due));
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

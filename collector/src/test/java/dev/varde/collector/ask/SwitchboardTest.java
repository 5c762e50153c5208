package dev.varde.collector.ask;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.HealthFact.Failure;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SwitchboardTest {
    private final Asked asked = new Asked();

    @AfterEach
    void end() {
        asked.close();
    }

    @Test
    void whatIsDueIsDoneInOrderUnlessItIsCalledOff() throws Exception {
        List<Integer> done = new CopyOnWriteArrayList<>();
        CountDownLatch last = new CountDownLatch(1);
        asked.switchboard.run(() -> {
            asked.switchboard.after(Duration.ofMillis(30), last::countDown);
            asked.switchboard.after(Duration.ofMillis(20), () -> done.add(3));
            Switchboard.Due off = asked.switchboard.after(Duration.ofMillis(15), () -> done.add(2));
            asked.switchboard.after(Duration.ofMillis(10), () -> done.add(1));
            off.callOff();
        });

        assertThat(last.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(done).containsExactly(1, 3);
    }

    @Test
    void aPieceOfWorkThatFailsTakesNobodyDown() throws Exception {
        asked.switchboard.run(() -> {
            throw new IllegalStateException("on purpose");
        });

        assertThat(asked.ask(Answer::good)).isEqualTo(Answer.good());
    }

    @Test
    void aQuestionThatHangsIsInterruptedAtItsDeadline() throws Exception {
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();

        Answer answer =
                asked.ask(() -> {
                    try {
                        Thread.sleep(60_000);
                    } catch (InterruptedException late) {
                        interrupted.complete(true);
                        throw late;
                    }
                    return Answer.good();
                });

        assertThat(answer).isEqualTo(Answer.bad(Failure.TIMEOUT, "no answer within 600 ms"));
        assertThat(interrupted.get(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aQuestionThatNoInterruptReachesIsNotAskedASecondTime() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger times = new AtomicInteger();
        Question deaf =
                new NeverTwice(() -> {
                    times.incrementAndGet();
                    while (release.getCount() > 0) {
                        Thread.onSpinWait();
                    }
                    return Answer.good();
                });

        assertThat(((Answer.Bad) asked.ask(deaf)).detail()).startsWith("no answer within");
        assertThat(((Answer.Bad) asked.ask(deaf)).detail()).contains("still hangs");
        assertThat(times).hasValue(1);
        release.countDown();
        Awaitility.await().until(() -> asked.ask(deaf).equals(Answer.good()));
    }

    @Test
    void aQuestionThatStumblesFailsAlone() throws Exception {
        Answer answer =
                asked.ask(() -> {
                    throw new IllegalStateException("no luck");
                });

        assertThat(answer).isEqualTo(Answer.bad(Failure.ERROR, "no luck"));
    }

    @Test
    void aNameThatIsThisHostIsFoundAndKept() throws Exception {
        try (Server server = new Server(s -> s.getInputStream().read())) {
            TcpTalk talk = new TcpTalk(new Place("localhost", server.port()));

            assertThat(asked.ask(talk)).isEqualTo(Answer.good());
            assertThat(asked.ask(talk)).isEqualTo(Answer.good());
        }
    }

    @Test
    void theNextAddressOfANameIsTriedWhereOneRefuses() throws Exception {
        try (Server server = new Server(s -> s.getInputStream().read())) {
            List<InetAddress> addresses =
                    List.of(InetAddress.ofLiteral("127.0.0.9"), InetAddress.getLoopbackAddress());
            CompletableFuture<Answer> answer = new CompletableFuture<>();
            asked.switchboard.run(() -> {
                Call call = new Call(asked.switchboard, Asked.PATIENCE, answer::complete);
                TcpTalk talk = new TcpTalk(new Place("two", server.port()));
                new Line(asked.switchboard, call, server.port(), addresses, talk.next(true))
                        .connect();
            });

            assertThat(answer.get(5, TimeUnit.SECONDS)).isEqualTo(Answer.good());
        }
    }

    @Test
    void aConversationThatIsNeverDoneEndsAtTheDeadlineAndHangsUp() throws Exception {
        CompletableFuture<Integer> heard = new CompletableFuture<>();
        try (Server server =
                new Server(s -> {
                    s.getOutputStream().write(1);
                    heard.complete(s.getInputStream().read());
                })) {
            Answer.Bad bad = asked.fails(forever(new Place("127.0.0.1", server.port())));

            assertThat(bad.failure()).isEqualTo(Failure.TIMEOUT);
            assertThat(heard.get(5, TimeUnit.SECONDS)).isEqualTo(-1);
        }
    }

    @Test
    void aLongSpeechToASlowListenerIsSaidInPieces() throws Exception {
        byte[] speech = new byte[4 << 20];
        try (Server server =
                new Server(s -> {
                    s.getInputStream().readNBytes(speech.length);
                    s.getOutputStream().write(1);
                })) {
            Answer answer =
                    asked.ask(
                            talk(
                                    new Place("127.0.0.1", server.port()),
                                    new Conversation() {
                                        @Override
                                        public Turn begin() {
                                            return Turn.say(speech);
                                        }

                                        @Override
                                        public Turn hear(ByteBuffer heard) {
                                            return Turn.good();
                                        }
                                    }));

            assertThat(answer).isEqualTo(Answer.good());
        }
    }

    private static Talk forever(Place place) {
        return talk(
                place,
                new Conversation() {
                    @Override
                    public Turn begin() {
                        return Turn.listen();
                    }

                    @Override
                    public Turn hear(ByteBuffer heard) {
                        return Turn.listen();
                    }
                });
    }

    private static Talk talk(Place place, Conversation conversation) {
        return new Talk() {
            @Override
            public Place place() {
                return place;
            }

            @Override
            public Conversation next(boolean doubted) {
                return conversation;
            }
        };
    }

    @Test
    void aHundredThatHangAndAFewThatBlockDelayNobody() throws Exception {
        AtomicInteger late = new AtomicInteger();
        List<CompletableFuture<Answer>> well = new ArrayList<>();
        try (Server mute = new Server(_ -> Thread.sleep(60_000));
                Server quick = new Server(s -> s.getInputStream().read())) {
            asked.switchboard.run(() -> {
                for (int i = 0; i < 100; i++) {
                    RedisTalk hanging = new RedisTalk(new Place("127.0.0.1", mute.port()));
                    asked.switchboard.ask(
                            hanging, true, Duration.ofMinutes(5), _ -> late.incrementAndGet());
                    asked.switchboard.ask(
                            () -> {
                                Thread.sleep(60_000);
                                return Answer.good();
                            },
                            Duration.ofMinutes(5),
                            _ -> late.incrementAndGet());
                }
            });
            for (int i = 0; i < 200; i++) {
                CompletableFuture<Answer> answer = new CompletableFuture<>();
                TcpTalk talk = new TcpTalk(new Place("127.0.0.1", quick.port()));
                asked.switchboard.run(() ->
                        asked.switchboard.ask(
                                talk, true, Duration.ofSeconds(20), answer::complete));
                well.add(answer);
            }

            Awaitility.await().until(() -> well.stream().allMatch(CompletableFuture::isDone));

            assertThat(well).allSatisfy(a -> assertThat(a.get()).isEqualTo(Answer.good()));
            assertThat(late).hasValue(0);
        }
    }

    @Test
    void nothingIsHeardAfterTheEnd() throws Exception {
        AtomicInteger heard = new AtomicInteger();
        CountDownLatch connected = new CountDownLatch(1);
        CompletableFuture<Integer> gone = new CompletableFuture<>();
        try (Server server =
                new Server(s -> {
                    connected.countDown();
                    gone.complete(s.getInputStream().readNBytes(7).length);
                })) {
            RedisTalk talk = new RedisTalk(new Place("127.0.0.1", server.port()));
            asked.switchboard.run(() ->
                    asked.switchboard.ask(
                            talk, true, Duration.ofMinutes(1), _ -> heard.incrementAndGet()));
            assertThat(connected.await(5, TimeUnit.SECONDS)).isTrue();

            asked.close();

            assertThat(gone.get(5, TimeUnit.SECONDS)).isLessThanOrEqualTo(6);
            assertThat(heard).hasValue(0);
        }
    }
}

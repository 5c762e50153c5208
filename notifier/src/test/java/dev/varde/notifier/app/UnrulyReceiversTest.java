package dev.varde.notifier.app;

import static dev.varde.notifier.Cast.configuration;
import static dev.varde.notifier.Cast.hook;
import static dev.varde.notifier.Cast.incident;
import static dev.varde.notifier.Cast.mail;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.varde.events.Delivery;
import dev.varde.events.Delivery.State;
import dev.varde.events.Incident.Change;
import dev.varde.events.IncidentId;
import dev.varde.events.IncidentState;
import dev.varde.events.config.Configuration;
import dev.varde.events.wire.TopicAdmin;
import dev.varde.notifier.Cluster;
import dev.varde.notifier.TestBroker;
import dev.varde.notifier.smtp.MailServer;
import dev.varde.notifier.smtp.SmtpPostman;
import dev.varde.notifier.smtp.SmtpReceiver;
import dev.varde.notifier.smtp.SmtpReceiver.At;
import dev.varde.notifier.smtp.SmtpReceiver.Whim;
import dev.varde.notifier.text.Digest;
import dev.varde.notifier.unruly.Manner;
import dev.varde.notifier.unruly.UnrulyReceiver;
import java.io.IOException;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole notifier, with a real broker, while its receivers fail in all the ways that may pass,
/// each in an order of its own.
class UnrulyReceiversTest {
    private static final int INCIDENTS = 12;
    private static final int REVISIONS = 3;
    private static final int TANTRUM = 40;
    private static final List<Manner> MOODS =
            List.of(
                    Manner.TAKES,
                    Manner.TAKES,
                    Manner.TAKES,
                    Manner.TAKES,
                    Manner.DROPS_AT_ONCE,
                    Manner.DROPS_MIDWAY,
                    Manner.DROPS_UNANSWERED,
                    Manner.DROPS_IN_ANSWER,
                    Manner.RESETS,
                    Manner.BUSY,
                    Manner.FAILS,
                    Manner.TALKS_NONSENSE);

    private static final List<Whim> WHIMS =
            List.of(
                    new Whim(At.GREETING, null),
                    new Whim(At.GREETING, "421 too busy"),
                    new Whim(At.MAIL, null),
                    new Whim(At.RCPT, "451 greylisted, try again later"),
                    new Whim(At.DATA, "451 no"),
                    new Whim(At.DATA, null),
                    new Whim(At.END, null),
                    new Whim(At.END, "452 full"));

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
    void nothingIsLostOrOvertakenAndOneThatHangsHoldsUpNobody() throws Exception {
        try (SmtpReceiver mailServer = new SmtpReceiver().whims(UnrulyReceiversTest::whim);
                UnrulyReceiver steady = UnrulyReceiver.always(Manner.TAKES);
                UnrulyReceiver silent = UnrulyReceiver.always(Manner.NEVER_ANSWERS);
                UnrulyReceiver moody = new UnrulyReceiver(moods(1));
                UnrulyReceiver moodier = new UnrulyReceiver(moods(2));
                Notifier notifier =
                        Notifier.start(
                                configuration(
                                        List.of(
                                                hook("steady", url(steady)),
                                                hook("silent", url(silent)),
                                                hook("moody", url(moody)),
                                                hook("moodier", url(moodier)),
                                                mail("ops")),
                                        List.of()),
                                broker.bootstrapServers(),
                                data,
                                postman(mailServer))) {
            await().atMost(Duration.ofSeconds(60)).until(notifier::ready);
            publish();
            await("the steady one has everything while another never answers")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> steady.got().size() >= INCIDENTS * REVISIONS);
            silent.behave(_ -> Manner.TAKES);

            Map<String, Delivery> ledger = ended();

            List.of("steady", "silent", "moody", "moodier")
                    .forEach(name ->
                            assertThat(of(ledger, name))
                                    .hasSize(INCIDENTS * REVISIONS)
                                    .allMatch(d -> d.state() == State.DELIVERED));
            toldInOrder(steady, of(ledger, "steady"));
            toldInOrder(silent, of(ledger, "silent"));
            toldInOrder(moody, of(ledger, "moody"));
            toldInOrder(moodier, of(ledger, "moodier"));
            assertThat(of(ledger, "moody")).anyMatch(d -> d.attempts().size() > 1);
            assertThat(of(ledger, "moodier")).anyMatch(d -> d.attempts().size() > 1);
            List<Delivery> mailed =
                    of(ledger, "ops").stream().filter(d -> d.state() == State.DELIVERED).toList();
            assertThat(of(ledger, "ops"))
                    .extracting(Delivery::state)
                    .containsOnly(State.DELIVERED, State.HELD_BACK, State.SUPERSEDED);
            assertThat(mailed.stream().flatMap(UnrulyReceiversTest::toldOf).distinct())
                    .hasSize(INCIDENTS);
            Map<String, Integer> arrived = new HashMap<>();
            mailServer.taken().forEach(m -> arrived.merge(messageId(m), 1, Integer::sum));
            assertThat(arrived.keySet())
                    .containsAll(mailed.stream().map(UnrulyReceiversTest::messageId).toList());
            assertThat(of(ledger, "ops")).anyMatch(d -> d.attempts().size() > 1);
        }
    }

    /// Opened, updated and resolved, of all incidents in turns.
    private void publish() {
        for (int revision = 1; revision <= REVISIONS; revision++) {
            Change change =
                    List.of(Change.OPENED, Change.UPDATED, Change.RESOLVED).get(revision - 1);
            IncidentState state =
                    change == Change.RESOLVED ? IncidentState.RESOLVED : IncidentState.OPEN;
            for (int i = 0; i < INCIDENTS; i++) {
                cluster.publish(
                        incident("i" + i)
                                .at(Instant.now())
                                .revision(revision, change, state)
                                .build());
            }
        }
    }

    /// Everything that was to be told has an end.
    private Map<String, Delivery> ended() {
        await().atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(250))
                .until(() ->
                        cluster.ledger().size() >= INCIDENTS * REVISIONS * 4
                                && cluster.ledger().values().stream()
                                        .noneMatch(UnrulyReceiversTest::open));
        return read();
    }

    private Map<String, Delivery> read() {
        try {
            return cluster.ledger();
        } catch (dev.varde.events.wire.Unreadable e) {
            throw new AssertionError(e);
        }
    }

    private static boolean open(Delivery d) {
        return switch (d.state()) {
            case INTENDED, RETRYING, UNKNOWN -> true;
            case DELIVERED, FAILED, HELD_BACK, SUPERSEDED -> false;
        };
    }

    private static List<Delivery> of(Map<String, Delivery> ledger, String receiver) {
        return ledger.values().stream().filter(d -> d.receiver().equals(receiver)).toList();
    }

    private static Stream<IncidentId> toldOf(Delivery d) {
        return Stream.concat(Stream.of(d.incident()), d.also().stream());
    }

    /// All of them reached the receiver, and never one after a newer one about the same incident.
    private static void toldInOrder(UnrulyReceiver receiver, List<Delivery> deliveries) {
        Map<String, Delivery> byId = new HashMap<>();
        deliveries.forEach(d -> byId.put(d.id().value(), d));
        Map<String, Integer> last = new HashMap<>();
        Set<String> reached = ConcurrentHashMap.newKeySet();
        for (UnrulyReceiver.Got got : receiver.got()) {
            Delivery d = Objects.requireNonNull(byId.get(got.header("webhook-id")), got.line());
            reached.add(d.id().value());
            Integer before = last.put(d.incident().value(), d.revision());
            assertThat(d.revision())
                    .as(d.id().value())
                    .isGreaterThanOrEqualTo(before == null ? 1 : before);
        }
        assertThat(reached).isEqualTo(byId.keySet());
    }

    /// The same for each request of that number in each run of the test; at the end it comes to
    /// reason.
    private static IntFunction<Manner> moods(int seed) {
        return request ->
                request > TANTRUM
                        ? Manner.TAKES
                        : MOODS.get(
                                new SplittableRandom(seed * 1_000L + request)
                                        .nextInt(MOODS.size()));
    }

    private static String url(UnrulyReceiver receiver) throws IOException {
        return "http://127.0.0.1:" + receiver.port() + "/hook";
    }

    /// By the number of the connection; at the end it comes to reason.
    private static Optional<Whim> whim(int connection) {
        if (connection > TANTRUM) {
            return Optional.empty();
        }
        SplittableRandom random = new SplittableRandom(7_000L + connection);
        return random.nextBoolean()
                ? Optional.empty()
                : Optional.of(WHIMS.get(random.nextInt(WHIMS.size())));
    }

    private static SmtpPostman postman(SmtpReceiver server) throws NoSuchAlgorithmException {
        return new SmtpPostman(
                new MailServer(
                        "127.0.0.1",
                        server.port(),
                        Configuration.Tls.NONE,
                        null,
                        null,
                        SSLContext.getDefault(),
                        MailServer.Patience.STANDARD));
    }

    private static String messageId(Delivery d) {
        return "<" + Digest.of(d.id().value()) + "@example.com>";
    }

    private static String messageId(SmtpReceiver.Taken mail) {
        return mail.mail()
                .lines()
                .filter(l -> l.regionMatches(true, 0, "Message-ID:", 0, 11))
                .map(l -> l.substring(11).strip())
                .findFirst()
                .orElse("none");
    }
}

package dev.varde.notifier.smtp;

import static dev.varde.notifier.Cast.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.varde.events.Delivery.Fate;
import dev.varde.events.Delivery.Recipient;
import dev.varde.events.config.Configuration.Tls;
import dev.varde.events.config.Secret;
import dev.varde.notifier.TcpServer;
import dev.varde.notifier.delivery.Outcome;
import dev.varde.notifier.mail.MailMessage;
import dev.varde.notifier.smtp.MailServer.Patience;
import dev.varde.notifier.smtp.SmtpReceiver.At;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each way in which a mail server misbehaves, and what it means for the mail.
@Timeout(60)
class SmtpOutcomesTest {
    private static final String ANNA = "anna@example.com";
    private static final String BOB = "bob@example.com";
    private static final String KARI = "kari@example.com";
    private static final Patience SHORT =
            new Patience(Duration.ofSeconds(5), Duration.ofMillis(600), Duration.ofMillis(600));
    private static final Patience LONG =
            new Patience(Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofSeconds(30));

    @TempDir static Path folder;
    private static Certificates.Pair good;
    private static Certificates.Pair expired;
    private static Certificates.Pair otherName;

    private SmtpReceiver receiver;

    @BeforeAll
    static void certify() throws Exception {
        good = Certificates.make(folder, "dns:localhost");
        expired =
                Certificates.make(folder, "dns:localhost", "-startdate", "-10d", "-validity", "1");
        otherName = Certificates.make(folder, "dns:mail.example.com");
    }

    @BeforeEach
    void start() throws IOException {
        receiver = new SmtpReceiver();
    }

    @AfterEach
    void stop() throws IOException {
        receiver.close();
    }

    static Stream<org.junit.jupiter.params.provider.Arguments> misbehaviour() {
        return Stream.of(
                row("drops at once", r -> r.dropsAt(At.GREETING), Fate.DEFERRED, "hung up"),
                row("is too slow to greet", r -> r.silentAt(At.GREETING), Fate.DEFERRED, "in time"),
                row("drops after EHLO", r -> r.dropsAt(At.EHLO), Fate.DEFERRED, "hung up"),
                row("drops after MAIL", r -> r.dropsAt(At.MAIL), Fate.DEFERRED, "hung up"),
                row("drops after RCPT", r -> r.dropsAt(At.RCPT), Fate.DEFERRED, "hung up"),
                row("drops after DATA", r -> r.dropsAt(At.DATA), Fate.DEFERRED, "hung up"),
                row("drops after the end", r -> r.dropsAt(At.END), Fate.UNKNOWN, "hung up"),
                row("is silent after the end", r -> r.silentAt(At.END), Fate.UNKNOWN, "in time"),
                row("talks nonsense then", r -> r.answers(At.END, "MEOW"), Fate.UNKNOWN, "no SMTP"),
                row("talks nonsense", r -> r.answers(At.GREETING, "HI"), Fate.DEFERRED, "no SMTP"),
                row("never ends a reply", r -> r.endlessAt(At.EHLO), Fate.DEFERRED, "not end"),
                row(
                        "never ends a line",
                        r -> r.answers(At.EHLO, "250 " + "x".repeat(5_000)),
                        Fate.DEFERRED,
                        "not end"),
                row("closes", r -> r.answers(At.MAIL, "421 bye"), Fate.DEFERRED, "bye"),
                row("is busy", r -> r.answers(At.GREETING, "554 no"), Fate.DEFERRED, "554"),
                row("is full", r -> r.answers(At.END, "452 full"), Fate.DEFERRED, "452"),
                row("is greylisting", r -> r.answers(At.RCPT, "451 later"), Fate.DEFERRED, "451"),
                row("knows nobody", r -> r.answers(At.RCPT, "550 nobody"), Fate.REFUSED, "550"),
                row("dislikes the sender", r -> r.answers(At.MAIL, "550 no"), Fate.REFUSED, "no"),
                row("wants a log-in", r -> r.answers(At.MAIL, "530 log in"), Fate.DEFERRED, "530"),
                row("dislikes the mail", r -> r.answers(At.END, "554 spam"), Fate.REFUSED, "spam"),
                row("will have no data", r -> r.answers(At.DATA, "451 no"), Fate.DEFERRED, "451"));
    }

    private static org.junit.jupiter.params.provider.Arguments row(
            String name, UnaryOperator<SmtpReceiver> behaviour, Fate fate, String reason) {
        return arguments(name, behaviour, fate, reason);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("misbehaviour")
    void whatItMeans(String name, UnaryOperator<SmtpReceiver> behaviour, Fate fate, String reason) {
        Outcome outcome = send(behaviour.apply(receiver), Tls.NONE, SHORT, null, ANNA, BOB);

        assertThat(outcome.recipients())
                .extracting(Recipient::address, Recipient::fate)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(ANNA, fate),
                        org.assertj.core.groups.Tuple.tuple(BOB, fate));
        assertThat(outcome)
                .isInstanceOf(
                        switch (fate) {
                            case TAKEN -> Outcome.Delivered.class;
                            case DEFERRED -> Outcome.Temporary.class;
                            case REFUSED -> Outcome.Permanent.class;
                            case UNKNOWN -> Outcome.Unknown.class;
                        });
        assertThat(outcome.toString()).contains(reason);
    }

    @Test
    void everybodyGetsIt() {
        Outcome outcome = send(receiver, Tls.NONE, LONG, null, ANNA, BOB);

        assertThat(outcome).isInstanceOf(Outcome.Delivered.class);
        assertThat(((Outcome.Delivered) outcome).detail()).isEqualTo("250 queued");
        assertThat(receiver.taken()).hasSize(1);
        assertThat(receiver.taken().getFirst().to()).containsExactly(ANNA, BOB);
        assertThat(receiver.taken().getFirst().from()).isEqualTo("bounces@example.com");
        assertThat(receiver.taken().getFirst().mail()).contains("To: anna@example.com");
    }

    @Test
    void oneRefusedMailboxDoesNotLoseTheOthers() {
        receiver.mailbox(BOB, "550 5.1.1 no such user");

        Outcome outcome = send(receiver, Tls.NONE, LONG, null, ANNA, BOB, KARI);

        assertThat(outcome).isInstanceOf(Outcome.Delivered.class);
        assertThat(((Outcome.Delivered) outcome).detail())
                .isEqualTo(
                        "anna@example.com: 250 queued, bob@example.com: 550 5.1.1 no such user,"
                                + " kari@example.com: 250 queued");
        assertThat(receiver.taken().getFirst().to()).containsExactly(ANNA, KARI);
    }

    @Test
    void oneDeferredMailboxIsTriedAgain() {
        receiver.mailbox(BOB, "451 later");

        Outcome outcome = send(receiver, Tls.NONE, LONG, null, ANNA, BOB);

        assertThat(outcome).isInstanceOf(Outcome.Temporary.class);
        assertThat(outcome.recipients())
                .extracting(Recipient::fate)
                .containsExactly(Fate.TAKEN, Fate.DEFERRED);
    }

    @Test
    void aServerWithoutStartTlsGetsNoMail() {
        Outcome outcome = send(receiver, Tls.STARTTLS, LONG, null, ANNA);

        assertThat(outcome.toString()).contains("offers no STARTTLS; write mail.tls: tls");
        assertThat(receiver.heard()).noneMatch(l -> l.startsWith("MAIL"));
        assertThat(outcome).isInstanceOf(Outcome.Temporary.class);
    }

    @Test
    void whatIsSaidIsSaidUnderTls() {
        receiver.startTls(good.server());

        Outcome outcome = send(receiver, Tls.STARTTLS, LONG, good.client(), ANNA);

        assertThat(outcome).isInstanceOf(Outcome.Delivered.class);
        assertThat(receiver.heard().get(1)).isEqualTo("STARTTLS");
        assertThat(receiver.heard().get(2)).startsWith("EHLO [127.0.0.1]");
    }

    @Test
    void tlsFromTheStartWorksToo() {
        receiver.tlsAtOnce(good.server());

        assertThat(send(receiver, Tls.TLS, LONG, good.client(), ANNA))
                .isInstanceOf(Outcome.Delivered.class);
    }

    @Test
    void aCertificateThatHasExpiredIsToldAndRefused() {
        receiver.startTls(expired.server());

        assertThat(send(receiver, Tls.STARTTLS, LONG, expired.client(), ANNA).toString())
                .contains("Temporary", "is not valid at this time");
        assertThat(receiver.taken()).isEmpty();
    }

    @Test
    void aCertificateForAnotherNameIsToldAndRefused() {
        receiver.startTls(otherName.server());

        assertThat(send(receiver, Tls.STARTTLS, LONG, otherName.client(), ANNA).toString())
                .contains("Temporary", "is not for localhost");
        assertThat(receiver.taken()).isEmpty();
    }

    @Test
    void aCertificateThatNobodyTrustsIsToldAndRefused() {
        receiver.startTls(good.server());

        assertThat(send(receiver, Tls.STARTTLS, LONG, otherName.client(), ANNA).toString())
                .contains("Temporary", "of no authority that Java trusts");
        assertThat(receiver.taken()).isEmpty();
    }

    @Test
    void whatIsSlippedInBeforeTlsIsNotBelieved() {
        receiver.startTls(good.server()).answers(At.STARTTLS, "220 go on\r\n250 slipped in");

        assertThat(send(receiver, Tls.STARTTLS, LONG, good.client(), ANNA).toString())
                .contains("in the clear after agreeing to TLS");
    }

    @Test
    void itLogsInByWhatTheServerOffers() {
        receiver.offers("AUTH LOGIN PLAIN");
        Outcome outcome = loggedIn(receiver);

        assertThat(outcome).isInstanceOf(Outcome.Delivered.class);
        // base64 of NUL varde NUL s3cret
        assertThat(receiver.heard()).contains("AUTH PLAIN AHZhcmRlAHMzY3JldA==");
    }

    @Test
    void aRefusedLogInIsTriedAgainAndRepeatsNoPassword() {
        receiver.offers("AUTH PLAIN").answers(At.AUTH, "535 s3cret is wrong");

        Outcome outcome = loggedIn(receiver);

        assertThat(outcome).isInstanceOf(Outcome.Temporary.class);
        assertThat(outcome.toString())
                .contains("535", "refused the log-in; see mail.username and mail.password")
                .doesNotContain("s3cret");
    }

    @Test
    void aServerThatTakesNoLogInIsToldSo() {
        assertThat(loggedIn(receiver).toString()).contains("takes no log-in by PLAIN or LOGIN");
    }

    @Test
    void aServerThatIsAwayIsTriedAgain() throws IOException {
        MailServer away = server("127.0.0.1", TcpServer.closedPort(), Tls.NONE, LONG, null, null);

        assertThat(new SmtpPostman(away).send(mail(ANNA)).toString())
                .contains("Temporary", "no connection to the mail server");
    }

    @Test
    void aNameThatIsNotKnownIsTriedAgain() {
        MailServer nowhere = server("mail.invalid", 25, Tls.NONE, LONG, null, null);

        assertThat(new SmtpPostman(nowhere).send(mail(ANNA)).toString())
                .contains("Temporary", "name is not known");
    }

    @Test
    void aNotifierThatStopsMeanwhileKnowsHowFarItGot() throws Exception {
        assertThat(interrupted(At.RCPT)).isInstanceOf(Outcome.Temporary.class);
        assertThat(interrupted(At.END)).isInstanceOf(Outcome.Unknown.class);
    }

    private static Outcome interrupted(At silent) throws Exception {
        try (SmtpReceiver dawdling = new SmtpReceiver().silentAt(silent)) {
            CountDownLatch begun = new CountDownLatch(1);
            FutureTask<Outcome> sending =
                    new FutureTask<>(() -> {
                        begun.countDown();
                        return send(dawdling, Tls.NONE, LONG, null, ANNA);
                    });
            Thread thread = Thread.ofVirtual().start(sending);
            begun.await();
            String last = silent == At.END ? "DATA" : "RCPT";
            org.awaitility.Awaitility.await()
                    .until(() -> dawdling.heard().stream().anyMatch(l -> l.startsWith(last)));
            if (silent == At.END) {
                org.awaitility.Awaitility.await().until(() -> !dawdling.taken().isEmpty());
            }
            thread.interrupt();
            return sending.get(20, TimeUnit.SECONDS);
        }
    }

    private static Outcome loggedIn(SmtpReceiver to) {
        MailServer server =
                server("localhost", to.port(), Tls.NONE, LONG, null, new Secret("s3cret"));
        return new SmtpPostman(server).send(mail(ANNA));
    }

    private static Outcome send(
            SmtpReceiver to,
            Tls tls,
            Patience patience,
            @Nullable SSLContext trust,
            String... mailboxes) {
        MailServer server = server("localhost", to.port(), tls, patience, trust, null);
        return new SmtpPostman(server).send(mail(mailboxes));
    }

    private static MailServer server(
            String host,
            int port,
            Tls tls,
            Patience patience,
            @Nullable SSLContext trust,
            @Nullable Secret password) {
        try {
            return new MailServer(
                    host,
                    port,
                    tls,
                    password == null ? null : "varde",
                    password,
                    trust == null ? SSLContext.getDefault() : trust,
                    patience);
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static MailMessage mail(String... to) {
        return new MailMessage(
                "Varde <varde@example.com>",
                "bounces@example.com",
                List.of(to),
                List.of(to),
                NOON,
                "subject",
                ".a dot first\n",
                "<p>html</p>",
                List.of(),
                Map.of("Message-ID", "<1@example.com>"));
    }
}

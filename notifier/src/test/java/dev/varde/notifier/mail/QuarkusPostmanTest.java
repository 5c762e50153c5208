package dev.varde.notifier.mail;

import static dev.varde.notifier.Cast.incident;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.varde.events.Incident;
import dev.varde.events.Incident.Change;
import dev.varde.events.IncidentState;
import dev.varde.notifier.TcpServer;
import dev.varde.notifier.delivery.Deliveries;
import dev.varde.notifier.delivery.Message;
import dev.varde.notifier.delivery.Outcome;
import io.vertx.mutiny.core.Vertx;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What really arrives at a real mail server.
class QuarkusPostmanTest {
    private static final int ROUNDS = 30;

    private static Vertx vertx;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final MailWriter writer =
            new MailWriter(
                    "Varde <varde@example.com>",
                    Map.of("ops", List.of("ops@example.com", "kari@example.com")));
    private GreenMail greenMail;

    @BeforeAll
    static void startVertx() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void stopVertx() {
        vertx.closeAndAwait();
    }

    @BeforeEach
    void start() {
        greenMail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        greenMail.start();
    }

    @AfterEach
    void stop() {
        greenMail.stop();
        threads.shutdownNow();
    }

    @Test
    void theMessageIdIsOursOnTheWireAndTheSameOnEveryAttempt() throws Exception {
        MailMessage mail = mail(incident("i").build(), "incident.opened");

        send(mail);
        send(mail);

        MimeMessage[] got = greenMail.getReceivedMessages();
        assertThat(got).hasSize(4);
        for (MimeMessage m : got) {
            assertThat(m.getHeader("Message-ID")).containsExactly(mail.headers().get("Message-ID"));
            assertThat(m.getHeader("Auto-Submitted")).containsExactly("auto-generated");
            assertThat(m.getHeader("List-Id")).containsExactly("<ops.varde.example.com>");
            assertThat(m.getHeader("X-Varde-Incident")).containsExactly("i");
            assertThat(m.getHeader("References")).isNull();
        }
    }

    @Test
    void laterMailsAnswerTheFirst() throws Exception {
        send(mail(incident("i").build(), "incident.opened"));
        Incident resolved =
                incident("i").revision(4, Change.RESOLVED, IncidentState.RESOLVED).build();
        send(mail(resolved, "incident.resolved"));

        MimeMessage opened = got("[critical] ");
        MimeMessage later = got("[resolved] kontali-backend on web-1");
        String root = opened.getHeader("Message-ID")[0];
        assertThat(later.getHeader("Message-ID")[0]).isNotEqualTo(root);
        assertThat(later.getHeader("In-Reply-To")).containsExactly(root);
        assertThat(later.getHeader("References")).containsExactly(root);
    }

    private MimeMessage got(String subject) throws Exception {
        for (MimeMessage m : greenMail.getReceivedMessages()) {
            if (m.getSubject().startsWith(subject)) {
                return m;
            }
        }
        throw new AssertionError("no mail whose subject begins with " + subject);
    }

    @Test
    void plainTextComesFirstAndHtmlLast() throws Exception {
        send(mail(incident("i").build(), "incident.opened"));

        Multipart parts = (Multipart) greenMail.getReceivedMessages()[0].getContent();
        assertThat(parts.getContentType()).startsWith("multipart/alternative");
        assertThat(parts.getBodyPart(0).getContentType()).startsWith("text/plain");
        assertThat(parts.getBodyPart(1).getContentType()).startsWith("text/html");
        assertThat(parts.getBodyPart(0).getContent().toString()).contains("Out of memory: Killed");
    }

    @Test
    void aHostileSummaryAddsNoHeaderAndNoRecipient() throws Exception {
        Incident hostile =
                incident("i").summary("x\r\nBcc: evil@example.com\r\n\r\n<script>").build();

        send(mail(hostile, "incident.opened"));

        MimeMessage[] got = greenMail.getReceivedMessages();
        assertThat(got).hasSize(2);
        assertThat(got[0].getHeader("Bcc")).isNull();
        assertThat(got[0].getSubject()).contains("Bcc: evil@example.com");
    }

    @Test
    void aServerThatVanishesAfterTheDataLeavesItUnknown() throws Exception {
        try (TcpServer vanishing = TcpServer.smtp("250 fine", "")) {
            Outcome outcome = postman(vanishing.port()).send(mail(incident("i").build(), "test"));

            assertThat(outcome).isInstanceOf(Outcome.Unknown.class);
        }
    }

    @Test
    void aFullMailboxIsTriedAgainAndTheAnswerKept() throws Exception {
        try (TcpServer full = TcpServer.smtp("250 fine", "452 4.2.2 mailbox full")) {
            Outcome outcome = postman(full.port()).send(mail(incident("i").build(), "test"));

            assertThat(outcome).isInstanceOf(Outcome.Temporary.class);
            assertThat(((Outcome.Temporary) outcome).status()).isEqualTo(452);
            assertThat(((Outcome.Temporary) outcome).reason()).contains("mailbox full");
        }
    }

    /// GreenMail writes its greeting in pieces and at once, so that a piece is easily missed.
    @Test
    void theGreetingIsHeardHoweverManyMailsBeginAtOnce() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            Postman postman = postman(greenMail.getSmtp().getPort());
            MailMessage mail = mail(incident("i").build(), "incident.opened");
            List<Future<Outcome>> sent =
                    IntStream.range(0, 3)
                            .mapToObj(_ -> threads.submit(() -> postman.send(mail)))
                            .toList();

            for (Future<Outcome> one : sent) {
                assertThat(one.get(30, TimeUnit.SECONDS)).isInstanceOf(Outcome.Delivered.class);
            }
        }
    }

    @Test
    void aMailThatIsInterruptedMayHaveArrived() throws Exception {
        try (TcpServer silent = new TcpServer((in, _) -> in.readLine())) {
            Postman postman = postman(silent.port());
            Future<Outcome> sending =
                    threads.submit(() -> {
                        Thread.currentThread().interrupt();
                        return postman.send(mail(incident("i").build(), "test"));
                    });

            assertThat(sending.get(30, TimeUnit.SECONDS)).isInstanceOf(Outcome.Unknown.class);
        }
    }

    private void send(MailMessage mail) throws Exception {
        assertThat(postman(greenMail.getSmtp().getPort()).send(mail))
                .isInstanceOf(Outcome.Delivered.class);
    }

    private static Postman postman(int port) throws Exception {
        return new QuarkusPostman(Mailers.to(vertx, port), vertx.getDelegate());
    }

    private MailMessage mail(Incident incident, String type) {
        return writer.write(
                new Message(
                        Deliveries.id(incident.id(), incident.revision(), "mail", "ops"),
                        "ops",
                        type,
                        incident));
    }
}

package dev.varde.notifier.mail;

import static dev.varde.notifier.Cast.NOON;
import static dev.varde.notifier.Cast.incident;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.varde.events.Delivery;
import dev.varde.events.Incident;
import dev.varde.events.Incident.Change;
import dev.varde.events.IncidentState;
import dev.varde.events.ServiceName;
import dev.varde.notifier.delivery.Deliveries;
import dev.varde.notifier.delivery.Message;
import dev.varde.notifier.delivery.Outcome;
import dev.varde.notifier.smtp.SmtpReceiver;
import jakarta.mail.BodyPart;
import jakarta.mail.Multipart;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What really arrives at a real mail server, as a real mail parser reads it.
class PostedMailTest {
    private static final String HOSTILE =
            "x\r\nBcc: evil@example.com\r\n\r\n<script>alert(1)</script> \u202Egnp.exe \u200F ærlig";

    private final MailWriter writer =
            new MailWriter(
                    "varde@example.com",
                    Map.of("ops", List.of("ops@example.com", "kari@example.com")));
    private GreenMail greenMail;

    @BeforeEach
    void start() {
        greenMail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        greenMail.start();
    }

    @AfterEach
    void stop() {
        greenMail.stop();
    }

    @Test
    void theMessageIdIsOursAndTheSameOnEveryAttempt() throws Exception {
        send(incident("i").build(), "incident.opened");
        send(incident("i").build(), "incident.opened");

        MimeMessage[] got = greenMail.getReceivedMessages();
        assertThat(got).hasSize(4);
        for (MimeMessage m : got) {
            assertThat(m.getMessageID()).isEqualTo(got[0].getMessageID());
            assertThat(m.getHeader("References")).isNull();
        }
    }

    @Test
    void itSaysThatAProgramSentItAndWhatAbout() throws Exception {
        send(incident("i").build(), "incident.opened");

        MimeMessage got = greenMail.getReceivedMessages()[0];
        assertThat(got.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(got.getHeader("Precedence")).containsExactly("list");
        assertThat(got.getHeader("List-Id")).containsExactly("<ops.varde.example.com>");
        assertThat(got.getHeader("X-Auto-Response-Suppress")).containsExactly("All");
        assertThat(got.getHeader("X-Varde-Incident")).containsExactly("i");
        assertThat(got.getHeader("X-Varde-State")).containsExactly("open");
        assertThat(got.getHeader("X-Varde-Cause")).containsExactly("oom-kill");
        assertThat(got.getHeader("X-Varde-Type")).containsExactly("incident-opened");
        assertThat(got.getSentDate().toInstant()).isEqualTo(NOON);
        assertThat(((InternetAddress) got.getFrom()[0]).getPersonal()).isEqualTo("Varde");
        assertThat(got.getAllRecipients()).hasSize(2);
    }

    @Test
    void eachIncidentIsOneConversation() throws Exception {
        for (String id : List.of("a", "b")) {
            send(incident(id).summary("killed by signal 9").build(), "incident.opened");
            send(at(id, 2, Change.UPDATED, IncidentState.OPEN), "incident.updated");
            send(at(id, 5, Change.RESOLVED, IncidentState.RESOLVED), "incident.resolved");
        }

        MimeMessage[] got = greenMail.getReceivedMessages();
        assertThat(Threads.byReferences(got)).hasSize(2).allMatch(thread -> thread.size() == 3);
        assertThat(Threads.bySubjectToo(got)).isEqualTo(2);
    }

    @Test
    void aConversationHoldsTogetherWithoutItsFirstMail() throws Exception {
        send(at("i", 2, Change.UPDATED, IncidentState.OPEN), "incident.updated");
        send(at("i", 3, Change.GAVE_UP, IncidentState.GAVE_UP), "incident.gave-up");
        send(at("i", 5, Change.RESOLVED, IncidentState.RESOLVED), "incident.resolved");

        assertThat(Threads.byReferences(greenMail.getReceivedMessages())).hasSize(1);
        assertThat(Threads.bySubjectToo(greenMail.getReceivedMessages())).isEqualTo(1);
    }

    @Test
    void plainTextComesFirstAndTheHtmlHasItsPictureBesideIt() throws Exception {
        send(incident("i").build(), "incident.opened");

        Multipart parts = (Multipart) greenMail.getReceivedMessages()[0].getContent();
        assertThat(parts.getContentType()).startsWith("multipart/alternative");
        assertThat(parts.getBodyPart(0).getContentType()).startsWith("text/plain");
        assertThat(parts.getBodyPart(0).getContent().toString()).contains("Out of memory: Killed");
        Multipart related = (Multipart) parts.getBodyPart(1).getContent();
        assertThat(related.getContentType()).startsWith("multipart/related");
        String html = related.getBodyPart(0).getContent().toString();
        BodyPart picture = related.getBodyPart(1);
        String id = picture.getHeader("Content-ID")[0].replaceAll("[<>]", "");
        assertThat(html).contains("cid:" + id);
        try (InputStream in = picture.getInputStream()) {
            assertThat(ImageIO.read(in).getHeight()).isEqualTo(CurvePicture.HEIGHT);
        }
    }

    @Test
    void whatIsReadIsWhatWasWritten() throws Exception {
        Incident incident =
                incident("i")
                        .summary("ærlig = talt  ")
                        .evidence("Ω".repeat(200), "..", ".")
                        .build();
        MailMessage written = writer.write(message(incident, "incident.opened"), NOON);

        send(incident, "incident.opened");

        Multipart parts = (Multipart) greenMail.getReceivedMessages()[0].getContent();
        Multipart related = (Multipart) parts.getBodyPart(1).getContent();
        assertThat(
                        parts.getBodyPart(0)
                                .getContent()
                                .toString()
                                .replace("\r\n", "\n")
                                .stripTrailing())
                .isEqualTo(written.text().stripTrailing());
        assertThat(
                        related.getBodyPart(0)
                                .getContent()
                                .toString()
                                .replace("\r\n", "\n")
                                .stripTrailing())
                .isEqualTo(written.html().stripTrailing());
    }

    @Test
    void hostileNamesAndTextsAddNoHeaderAndNoRecipient() throws Exception {
        Incident hostile =
                incident(HOSTILE)
                        .service(new ServiceName("ærlig\u202Eexe"))
                        .summary(HOSTILE)
                        .lastLines(HOSTILE, "y".repeat(1 << 20))
                        .build();

        send(hostile, "test");

        MimeMessage[] got = greenMail.getReceivedMessages();
        assertThat(got).hasSize(2);
        assertThat(got[0].getHeader("Bcc")).isNull();
        assertThat(got[0].getSubject())
                .contains("ærlig", "Bcc: evil@example.com")
                .doesNotContain("\u202E");
        Multipart parts = (Multipart) got[0].getContent();
        Multipart related = (Multipart) parts.getBodyPart(1).getContent();
        assertThat(related.getBodyPart(0).getContent().toString())
                .doesNotContain("<script>", "\u202E", "\u200F")
                .contains("&lt;script&gt;");
    }

    @Test
    void everyLineOnTheWireIsShortAndAscii() {
        Incident hostile = incident("i").summary("Ω".repeat(3_000)).lastLines("\t.\t").build();

        byte[] mail = MimeWriter.bytes(writer.write(message(hostile, "test"), NOON));

        String wire = new String(mail, StandardCharsets.UTF_8);
        assertThat(wire.lines())
                .allMatch(l -> l.length() <= 78 && l.chars().allMatch(c -> c < 128));
        assertThat(wire.replace("\r\n", "")).doesNotContain("\r", "\n");
    }

    @Test
    void aLongListOfRecipientsIsFolded() throws Exception {
        List<String> many =
                java.util.stream.IntStream.range(0, 60)
                        .mapToObj(i -> "n" + i + "@example.com")
                        .toList();
        MailMessage mail =
                new MailWriter("varde@example.com", Map.of("ops", many))
                        .write(message(incident("i").build(), "test"), NOON);

        MimeMessage read = new MimeMessage(null, new ByteArrayInputStream(MimeWriter.bytes(mail)));

        assertThat(read.getAllRecipients()).hasSize(60);
    }

    @Test
    void whoTookItIsNotMailedAgainWhenAnotherMailboxIsTriedAgain() throws Exception {
        try (SmtpReceiver receiver =
                new SmtpReceiver().mailbox("kari@example.com", "451 greylisted")) {
            MailChannel channel = new MailChannel(writer, Postmen.to(receiver.port()));
            Incident incident = incident("i").build();
            Outcome first = channel.send(message(incident, "incident.opened"), NOON);
            receiver.behave();

            Outcome second = channel.send(after(first, incident), NOON);

            assertThat(first).isInstanceOf(Outcome.Temporary.class);
            assertThat(second).isInstanceOf(Outcome.Delivered.class);
            assertThat(receiver.taken())
                    .extracting(SmtpReceiver.Taken::to)
                    .containsExactly(List.of("ops@example.com"), List.of("kari@example.com"));
            assertThat(receiver.taken().get(0).mail()).isEqualTo(receiver.taken().get(1).mail());
        }
    }

    @Test
    void aMailboxThatRefusesInTheEndLeavesItDeliveredToTheOthers() throws Exception {
        try (SmtpReceiver receiver =
                new SmtpReceiver().mailbox("kari@example.com", "550 no such user")) {
            MailChannel channel = new MailChannel(writer, Postmen.to(receiver.port()));
            Incident incident = incident("i").build();
            Outcome before =
                    new Outcome.Temporary(
                            451,
                            "later",
                            null,
                            List.of(
                                    new Delivery.Recipient(
                                            "ops@example.com",
                                            Delivery.Fate.TAKEN,
                                            250,
                                            "queued")));

            assertThat(channel.send(after(before, incident), NOON).toString())
                    .contains("Delivered", "others have it; 550 no such user");
        }
    }

    private static Message after(Outcome outcome, Incident incident) {
        Delivery.Attempt attempt =
                new Delivery.Attempt(NOON, false, 451, 1, "x", outcome.recipients());
        Message plain = message(incident, "incident.opened");
        Delivery delivery =
                new Delivery(
                        plain.id(),
                        incident.id(),
                        1,
                        "ops",
                        "mail",
                        "incident.opened",
                        Delivery.State.RETRYING,
                        "route 1",
                        NOON,
                        NOON,
                        List.of(attempt),
                        null,
                        "s");
        return new Message(
                plain.id(), "ops", "incident.opened", incident, Deliveries.settled(delivery));
    }

    private static Incident at(String id, int revision, Change change, IncidentState state) {
        return incident(id).revision(revision, change, state).summary("out of memory").build();
    }

    private void send(Incident incident, String type) throws Exception {
        MailMessage mail = writer.write(message(incident, type), NOON);
        assertThat(Postmen.to(greenMail.getSmtp().getPort()).send(mail))
                .isInstanceOf(Outcome.Delivered.class);
    }

    private static Message message(Incident incident, String type) {
        return new Message(
                Deliveries.id(incident.id(), incident.revision(), "mail", "ops"),
                "ops",
                type,
                incident);
    }
}

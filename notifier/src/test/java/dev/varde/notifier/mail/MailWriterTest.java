package dev.varde.notifier.mail;

import static dev.varde.notifier.Cast.NOON;
import static dev.varde.notifier.Cast.incident;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varde.events.Delivery;
import dev.varde.events.Incident;
import dev.varde.events.Incident.Change;
import dev.varde.events.IncidentState;
import dev.varde.events.OrderId;
import dev.varde.events.config.Configuration;
import dev.varde.notifier.delivery.Deliveries;
import dev.varde.notifier.delivery.Message;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailWriterTest {
    private final MailWriter writer =
            new MailWriter("varde@example.com", Map.of("ops", List.of("ops@example.com")));

    @Test
    void bothPartsSayWhatHappenedWhyAndWhatToDo() {
        Incident incident =
                incident("i")
                        .restarts(
                                List.of(
                                        new Incident.Restart(
                                                new OrderId("o"),
                                                1,
                                                NOON,
                                                "healthy",
                                                Duration.ofMillis(7_300),
                                                null)))
                        .build();

        MailMessage mail = write(incident, "incident.opened");

        for (String part : List.of(mail.text(), mail.html())) {
            assertThat(part)
                    .contains(
                            "kontali-backend on web-1 is down.",
                            "oom-kill (certain)",
                            "Out of memory: Killed process 12 (python3)",
                            "Give the host swap",
                            "fallocate -l 2G /swapfile",
                            "/var/log/k.log",
                            "lowest 1.0 GiB, highest 2.0 GiB, last 2.0 GiB over 1 min 0 s",
                            "healthy after 7.3 s",
                            "it died");
        }
    }

    @Test
    void theTextPartSaysFirstWhatSomebodyWokenWantsToKnow() {
        assertThat(write(incident("i").build(), "incident.opened").text())
                .startsWith(
                        """
                        critical: kontali-backend on web-1 is down.

                        What: kontali-backend on web-1 was killed by the kernel: out of memory
                        Why: oom-kill (certain)
                        Done: Nothing: there is no restart that Varde could order.

                        What to do
                        - Give the host swap
                          none
                              fallocate -l 2G /swapfile

                        Last lines of /var/log/k.log
                        > bye
                        """);
    }

    @Test
    void bothPartsSayHowOftenTheSameWasSeen() {
        Incident.Recurrence seen =
                new Incident.Recurrence(14, NOON.minusSeconds(60), NOON, "the <b>deployment</b>");

        MailMessage mail = write(incident("i").seen(seen).build(), "incident.opened");

        assertThat(mail.text().replaceAll("\\s+", " "))
                .contains("Seen: 14 times since 2026-")
                .contains("first after the <b>deployment</b>");
        assertThat(mail.html()).contains("14 times since 2026-").doesNotContain("<b>deployment");
    }

    @Test
    void whatWasSeenOnceSaysNothingOfIt() {
        Incident.Recurrence seen = new Incident.Recurrence(1, NOON, NOON, null);

        assertThat(write(incident("i").seen(seen).build(), "incident.opened").text())
                .doesNotContain("Seen:");
    }

    @Test
    void hostileTextIsEscapedInHtml() {
        String hostile = "</pre><script>alert('x')</script><img src=x onerror=y>&\"";

        String html =
                write(
                                incident("i")
                                        .summary(hostile)
                                        .evidence(hostile)
                                        .lastLines(hostile)
                                        .advice(
                                                List.of(
                                                        new Incident.Advice(
                                                                hostile,
                                                                List.of(hostile),
                                                                hostile)))
                                        .build(),
                                "incident.opened")
                        .html();

        assertThat(html)
                .doesNotContain("<script", "<img src=x", "</pre><")
                .contains("&lt;script&gt;");
    }

    @Test
    void templateSyntaxInALogLineIsNotInterpreted() {
        MailMessage mail =
                write(
                        incident("i").evidence("{m.facts} {#for} ${x} {{y}}").build(),
                        "incident.opened");

        assertThat(mail.text()).contains("{m.facts} {#for} ${x} {{y}}");
        assertThat(mail.html()).contains("{m.facts} {#for} ${x} {{y}}");
    }

    @Test
    void neitherPartHoldsControlCharactersOrTurnsDirection() {
        String hostile = "a\u0000b\u001B[31mc\u202Ed\u0008e";

        MailMessage mail =
                write(
                        incident("i").evidence(hostile).lastLines(hostile).build(),
                        "incident.opened");

        for (String part : List.of(mail.text(), mail.html())) {
            assertThat(part).doesNotContain("\u0000", "\u001B", "\u202E", "\u0008");
        }
    }

    @Test
    void aHugeIncidentMakesASmallMail() {
        String[] evidence = new String[500];
        java.util.Arrays.fill(evidence, ("x".repeat(4_000) + "\n").repeat(30));
        String[] lines = new String[5_000];
        java.util.Arrays.fill(lines, "y".repeat(4_096));

        MailMessage mail =
                write(incident("i").evidence(evidence).lastLines(lines).build(), "incident.opened");

        assertThat(mail.text().length()).isLessThan(150_000);
        assertThat(mail.html().length()).isLessThan(200_000);
        assertThat(mail.text().lines()).allMatch(l -> l.length() <= 72 || l.startsWith("    "));
    }

    @Test
    void recoveryIsToldWithHowLongItTook() {
        Incident resolved =
                incident("i").revision(5, Change.RESOLVED, IncidentState.RESOLVED).build();

        assertThat(write(resolved, "incident.resolved").text())
                .startsWith("resolved: kontali-backend on web-1 is well again, after 40.0 s.");
    }

    @ParameterizedTest
    @CsvSource({
        "incident.gave-up,Varde has stopped restarting kontali-backend on web-1. People must act.",
        "incident.updated,More is known about kontali-backend on web-1.",
        "incident.warning,A warning about kontali-backend on web-1.",
        "test,This is a test. Nothing is wrong."
    })
    void theFirstSentenceTellsWhatTheMailIsFor(String type, String sentence) {
        assertThat(write(incident("i").build(), type).text().replace("\n", " "))
                .contains(": " + sentence);
    }

    @Test
    void anUnsafeIncidentIdIsADigestInTheHeaders() {
        MailMessage mail = write(incident("a\r\nX-Evil: 1").build(), "incident.opened");

        assertThat(mail.headers().get("X-Varde-Incident")).matches("[0-9a-f]{32}");
        assertThat(mail.headers().get("Message-ID")).matches("<[0-9a-f]{32}@example.com>");
    }

    @Test
    void aSenderWithoutADomainStillHasValidIds() {
        MailWriter odd = new MailWriter("varde", Map.of("ops", List.of("ops@example.com")));

        assertThat(odd.write(message(incident("i").build(), "test"), NOON).headers().get("List-Id"))
                .isEqualTo("<ops.varde.varde>");
        assertThat(new MailIds("Varde <v@b@d!>").listId("ops"))
                .isEqualTo("<ops.varde.varde.invalid>");
    }

    @Test
    void aMailRefusesControlCharactersInItsHeaders() {
        List<String> to = List.of("c@d\r\nBcc: e@f");

        assertThatThrownBy(() -> mail(to)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> mail(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    private static MailMessage mail(List<String> to) {
        return new MailMessage("a@b", "a@b", to, to, NOON, "s", "t", "h", List.of(), Map.of());
    }

    @Test
    void allMailsAboutAnIncidentHaveOneSubjectWhateverBecomesKnown() {
        Incident opened = incident("i").summary("killed by signal 9").build();
        Incident updated =
                incident("i")
                        .revision(2, Change.UPDATED, IncidentState.OPEN)
                        .summary("out of memory")
                        .build();
        Incident resolved =
                incident("i").revision(5, Change.RESOLVED, IncidentState.RESOLVED).build();

        assertThat(
                        List.of(
                                write(opened, "incident.opened").subject(),
                                write(updated, "incident.updated").subject(),
                                write(resolved, "incident.resolved").subject()))
                .containsOnly("kontali-backend on web-1, since 1 Nov 12:00 UTC");
    }

    @Test
    void withoutAPageThereAreNoButtons() {
        MailMessage mail = write(incident("i").build(), "incident.opened");

        assertThat(mail.text() + mail.html()).doesNotContain("Acknowledge", "?do=");
    }

    @Test
    void withAPageTheButtonsLeadToItAndDoNothingByThemselves() {
        MailMessage mail =
                with("https://varde.example.com", Configuration.MailTemplates.NONE)
                        .write(message(incident("a b/c").build(), "incident.opened"), NOON);

        assertThat(mail.html())
                .contains(
                        "href=\"https://varde.example.com/incidents/a%20b%2Fc?do=acknowledge\"",
                        "href=\"https://varde.example.com/incidents/a%20b%2Fc?do=silence\"",
                        "href=\"https://varde.example.com/incidents/a%20b%2Fc\"");
        assertThat(mail.text())
                .contains("    https://varde.example.com/incidents/a%20b%2Fc?do=acknowledge\n");
    }

    @Test
    void theMemoryCurveIsAPictureThatTheHtmlShows() throws Exception {
        MailMessage mail = write(incident("i").build(), "incident.opened");

        MailMessage.Picture picture = mail.pictures().getFirst();
        assertThat(mail.html()).contains("src=\"cid:" + picture.id() + "\"", "2.0 GiB", "1.0 GiB");
        var image =
                javax.imageio.ImageIO.read(
                        new java.io.ByteArrayInputStream(
                                java.util.Base64.getDecoder().decode(picture.base64())));
        assertThat(image.getWidth()).isEqualTo(CurvePicture.WIDTH);
        // It rises from the lower left to the upper right.
        assertThat(image.getRGB(0, CurvePicture.HEIGHT - 2)).isEqualTo(0xFF2B6CB0);
        assertThat(image.getRGB(CurvePicture.WIDTH - 1, 1)).isEqualTo(0xFF2B6CB0);
        assertThat(image.getRGB(10, 20) >>> 24).isZero();
    }

    @Test
    void aDigestTellsOfEachIncident() {
        Message digest =
                new Message(
                        Deliveries.id(incident("a").build().id(), 1, "mail", "ops"),
                        "ops",
                        Message.DIGEST,
                        "2 incidents: kontali-backend on web-1 and others",
                        List.of(
                                incident("a").summary("<b>first</b>").build(),
                                incident("b")
                                        .revision(3, Change.RESOLVED, IncidentState.RESOLVED)
                                        .summary("second")
                                        .build()));

        MailMessage mail = writer.write(digest, NOON);

        assertThat(mail.subject()).isEqualTo("2 incidents: kontali-backend on web-1 and others");
        assertThat(mail.text())
                .startsWith("2 incidents. Several things happened; they are told together.")
                .contains("- critical: kontali-backend on web-1: <b>first</b>")
                .contains("- resolved: kontali-backend on web-1: second");
        assertThat(mail.html()).contains("&lt;b&gt;first").doesNotContain("<b>first");
        assertThat(mail.pictures()).isEmpty();
    }

    @Test
    void aTemplateOfOnesOwnWritesItsPart() {
        MailMessage mail =
                with(
                                null,
                                templates(
                                        "{m.host}: {m.cause}",
                                        "{m.tag} {#for l in m.lastLines}{l.file}{/for}"))
                        .write(message(incident("i").build(), "incident.opened"), NOON);

        assertThat(mail.subject()).isEqualTo("web-1: oom-kill");
        assertThat(mail.text()).isEqualTo("critical /var/log/k.log");
        assertThat(mail.html()).contains("<h1");
    }

    @Test
    void aTemplateThatFailsCostsNoAlert() {
        MailMessage mail =
                with(null, templates("{m.hots}", "{#if m.service}\n{m.gone}{/if}"))
                        .write(message(incident("i").build(), "incident.opened"), NOON);

        assertThat(mail.subject()).isEqualTo("kontali-backend on web-1, since 1 Nov 12:00 UTC");
        assertThat(mail.text().replaceAll("\\s+", " "))
                .contains("kontali-backend on web-1 is down.")
                .contains("Give the host swap")
                .contains("these are Varde's own words")
                .contains("line 2, failed: 'gone' is not known here");
        assertThat(mail.html()).contains("A template of yours needs mending");
    }

    @Test
    void whoHasItIsNotMailedAgain() {
        MailWriter two =
                new MailWriter("varde@example.com", Map.of("ops", List.of("anna@b", "kari@b")));
        Message again = settled(Delivery.Fate.TAKEN);

        MailMessage mail = two.write(again, NOON);

        assertThat(mail.to()).containsExactly("anna@b", "kari@b");
        assertThat(mail.left()).containsExactly("kari@b");
    }

    @Test
    void whenAllRefusedItAndItIsWantedAgainAllAreTried() {
        MailWriter one = new MailWriter("varde@example.com", Map.of("ops", List.of("anna@b")));

        assertThat(one.write(settled(Delivery.Fate.REFUSED), NOON).left())
                .containsExactly("anna@b");
    }

    private static Message settled(Delivery.Fate fate) {
        Incident incident = incident("i").build();
        return new Message(
                Deliveries.id(incident.id(), 1, "mail", "ops"),
                "ops",
                "incident.opened",
                incident,
                List.of(new Delivery.Recipient("anna@b", fate, 250, "x")));
    }

    private static MailWriter with(@Nullable String page, Configuration.MailTemplates templates) {
        return new MailWriter(
                "varde@example.com",
                "varde@example.com",
                Map.of("ops", List.of("ops@example.com")),
                new MailParts(templates, page));
    }

    private static Configuration.MailTemplates templates(String subject, String text) {
        return new Configuration.MailTemplates(
                new Configuration.Template(Path.of("/etc/varde/subject"), subject),
                new Configuration.Template(Path.of("/etc/varde/text"), text),
                null);
    }

    private MailMessage write(Incident incident, String type) {
        return writer.write(message(incident, type), NOON);
    }

    private static Message message(Incident incident, String type) {
        return new Message(
                Deliveries.id(incident.id(), incident.revision(), "mail", "ops"),
                "ops",
                type,
                incident);
    }
}

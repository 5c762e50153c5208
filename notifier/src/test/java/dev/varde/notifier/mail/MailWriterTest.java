package dev.varde.notifier.mail;

import static dev.varde.notifier.Cast.NOON;
import static dev.varde.notifier.Cast.incident;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varde.events.Incident;
import dev.varde.events.Incident.Change;
import dev.varde.events.IncidentState;
import dev.varde.events.OrderId;
import dev.varde.notifier.delivery.Deliveries;
import dev.varde.notifier.delivery.Message;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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
    void theTextPartIsLaidOutForReading() {
        assertThat(write(incident("i").build(), "incident.opened").text())
                .startsWith(
                        """
                        kontali-backend on web-1 is down.

                        kontali-backend on web-1 was killed by the kernel: out of memory

                        Cause: oom-kill (certain)
                        State: open
                        """);
    }

    @Test
    void bothPartsSayHowOftenTheSameWasSeen() {
        Incident.Recurrence seen =
                new Incident.Recurrence(14, NOON.minusSeconds(60), NOON, "the <b>deployment</b>");

        MailMessage mail = write(incident("i").seen(seen).build(), "incident.opened");

        assertThat(mail.text())
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

        assertThat(html).doesNotContain("<script", "<img", "</pre><").contains("&lt;script&gt;");
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
        assertThat(mail.text().lines()).allMatch(l -> l.length() < 300);
    }

    @Test
    void recoveryIsToldWithHowLongItTook() {
        Incident resolved =
                incident("i").revision(5, Change.RESOLVED, IncidentState.RESOLVED).build();

        assertThat(write(resolved, "incident.resolved").text())
                .startsWith("kontali-backend on web-1 is well again, after 40.0 s.");
    }

    @ParameterizedTest
    @CsvSource({
        "incident.gave-up,Varde has stopped restarting kontali-backend on web-1. People must act.",
        "incident.updated,More is known about kontali-backend on web-1.",
        "incident.warning,A warning about kontali-backend on web-1.",
        "test,This is a test. Nothing is wrong."
    })
    void theFirstSentenceTellsWhatTheMailIsFor(String type, String sentence) {
        assertThat(write(incident("i").build(), type).text()).startsWith(sentence);
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

        assertThat(odd.write(message(incident("i").build(), "test")).headers().get("List-Id"))
                .isEqualTo("<ops.varde.varde>");
        assertThat(new MailIds("Varde <v@b@d!>").listId("ops"))
                .isEqualTo("<ops.varde.varde.invalid>");
    }

    @Test
    void aMailRefusesControlCharactersInItsHeaders() {
        assertThatThrownBy(() ->
                        new MailMessage("a@b", List.of("c@d\r\nBcc: e@f"), "s", "t", "h", Map.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new MailMessage("a@b", List.of(), "s", "t", "h", Map.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private MailMessage write(Incident incident, String type) {
        return writer.write(message(incident, type));
    }

    private static Message message(Incident incident, String type) {
        return new Message(
                Deliveries.id(incident.id(), incident.revision(), "mail", "ops"),
                "ops",
                type,
                incident);
    }
}

package dev.varde.notifier.silence;

import static dev.varde.notifier.Cast.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.Delivery;
import dev.varde.events.DeliveryId;
import dev.varde.events.IncidentId;
import dev.varde.events.Silence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SilenceSummaryTest {
    private static final Silence SILENCE =
            SilencesTest.silence(
                    "s-1",
                    Map.of("service", List.of("kontali-backend")),
                    3_600,
                    "new\u001b[31m disk");
    private static final String REASON = SilenceReason.of(SILENCE, NOON.plusSeconds(3_600));

    @Test
    void theReasonSaysWhoUntilWhenAndWhy() {
        assertThat(REASON).isEqualTo("silence s-1 by kari until 2026-11-01T13:00:00Z: new disk");
    }

    @Test
    void whatWasHiddenIsSummedUpByIncident() {
        String summary =
                SilenceSummary.of(
                                SILENCE,
                                List.of(
                                        hidden("a", 1, "incident.opened", 0),
                                        hidden("b", 1, "incident.opened", 10),
                                        hidden("a", 2, "incident.resolved", 90)))
                        .orElseThrow();

        assertThat(summary.lines())
                .containsExactly(
                        "Silence s-1 by kari (new disk) is over. It hid 2 incidents in 3 messages:",
                        "- a fell (since 2026-11-01T12:00:00Z, over after 1 min 30 s)",
                        "- b fell (since 2026-11-01T12:00:10Z, still open when last heard of)");
    }

    @Test
    void whatHidNothingNeedsNoSummary() {
        Delivery sent = delivery("a", 1, "incident.opened", Delivery.State.DELIVERED, REASON, 0);
        Delivery other =
                delivery(
                        "a",
                        1,
                        "incident.opened",
                        Delivery.State.HELD_BACK,
                        "silence s-12 by kari until 2026-11-01T13:00:00Z",
                        0);

        assertThat(SilenceSummary.of(SILENCE, List.of(sent, other))).isEmpty();
    }

    @Test
    void manyAreCountedAndNotAllListed() {
        List<Delivery> many = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            many.add(hidden("i-" + i, 1, "incident.opened", i));
        }

        String summary = SilenceSummary.of(SILENCE, many).orElseThrow();

        assertThat(summary)
                .contains("It hid 50 incidents in 50 messages")
                .endsWith("- and 30 more");
        assertThat(summary.lines()).hasSize(22);
    }

    private static Delivery hidden(String incident, int revision, String type, long seconds) {
        return delivery(incident, revision, type, Delivery.State.HELD_BACK, REASON, seconds);
    }

    private static Delivery delivery(
            String incident,
            int revision,
            String type,
            Delivery.State state,
            String reason,
            long seconds) {
        return new Delivery(
                new DeliveryId(incident + "/" + revision + "/mail/ops"),
                new IncidentId(incident),
                revision,
                "ops",
                "mail",
                type,
                state,
                reason,
                NOON.plusSeconds(seconds),
                null,
                List.of(),
                null,
                "[critical] " + incident + " fell");
    }
}

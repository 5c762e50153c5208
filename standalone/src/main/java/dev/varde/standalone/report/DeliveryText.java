package dev.varde.standalone.report;

import dev.varde.events.Delivery;
import dev.varde.notifier.text.SafeText;
import dev.varde.notifier.text.Wording;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Deliveries for somebody at a terminal.
public final class DeliveryText {
    private static final int WIDTH = 300;

    private DeliveryText() {}

    /// One in a list: when, to whom, how, what, how it stands; then its id and why.
    public static List<String> row(Delivery d) {
        String why = d.reason().isBlank() ? "" : "  " + line(d.reason());
        return List.of(
                String.format(
                        "%s  %-10s %s by %s, %s%s",
                        Clock.at(d.intended()),
                        Wording.word(d.state()),
                        line(d.receiver()),
                        line(d.channel()),
                        line(d.type()),
                        attempts(d)),
                "    " + line(d.id().value()) + why);
    }

    /// One with all its attempts.
    public static List<String> whole(Delivery d) {
        List<String> lines = new ArrayList<>();
        lines.add(line(d.subject().isBlank() ? d.id().value() : d.subject()));
        lines.add("");
        row(lines, "delivery", line(d.id().value()));
        row(lines, "incident", line(d.incident().value()) + ", revision " + d.revision());
        d.also().forEach(also -> row(lines, "also about", line(also.value())));
        row(lines, "to", line(d.receiver()) + " by " + line(d.channel()));
        row(lines, "message", line(d.type()));
        row(lines, "state", Wording.word(d.state()));
        if (!d.reason().isBlank()) {
            row(lines, "reason", line(d.reason()));
        }
        row(lines, "intended", Clock.at(d.intended()));
        if (d.due() != null) {
            row(lines, "next attempt", Clock.at(d.due()));
        }
        lines.add("");
        lines.add(d.attempts().isEmpty() ? "Not tried." : "Attempts");
        for (Delivery.Attempt a : d.attempts()) {
            lines.add(attempt(a));
            a.recipients().forEach(r -> lines.add(recipient(r)));
        }
        return lines;
    }

    private static String attempts(Delivery d) {
        int count = d.attempts().size();
        if (count == 0) {
            return "";
        }
        long millis = d.attempts().getLast().latencyMillis();
        return ", "
                + count
                + (count == 1 ? " attempt, " : " attempts, the last ")
                + Clock.span(Duration.ofMillis(millis));
    }

    private static String attempt(Delivery.Attempt a) {
        return "  "
                + Clock.at(a.at())
                + (a.ok() ? "  taken" : "  failed")
                + (a.status() == null ? "" : ", status " + a.status())
                + ", "
                + Clock.span(Duration.ofMillis(a.latencyMillis()))
                + ": "
                + line(a.detail());
    }

    private static String recipient(Delivery.Recipient r) {
        return "      "
                + line(r.address())
                + ": "
                + Wording.word(r.fate())
                + (r.status() == null ? "" : ", status " + r.status())
                + (r.detail().isBlank() ? "" : ", " + line(r.detail()));
    }

    private static void row(List<String> lines, String name, String value) {
        lines.add(String.format("  %-13s %s", name, value));
    }

    private static String line(String text) {
        return SafeText.line(text, WIDTH);
    }
}

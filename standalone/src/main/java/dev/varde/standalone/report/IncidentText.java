package dev.varde.standalone.report;

import dev.varde.events.Delivery;
import dev.varde.events.Incident;
import dev.varde.events.IncidentState;
import dev.varde.notifier.text.SafeText;
import dev.varde.notifier.text.Wording;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An incident for somebody at a terminal: what died and when, why, what to do, then the rest.
public final class IncidentText {
    private static final int WIDTH = 300;
    private static final int MOST = 20;

    private final List<String> lines = new ArrayList<>();

    private IncidentText() {}

    /// @param deliveries of this incident
    public static List<String> of(Incident incident, List<Delivery> deliveries) {
        IncidentText text = new IncidentText();
        text.head(incident);
        text.why(incident);
        text.advice(incident);
        text.logs(incident);
        text.section("Restarts", incident.restarts().stream().map(IncidentText::restart).toList());
        text.section(
                "Messages",
                deliveries.stream()
                        .filter(d -> !d.channel().equals("restart"))
                        .sorted(Comparator.comparing(Delivery::intended))
                        .map(IncidentText::message)
                        .toList());
        text.section(
                "Timeline",
                incident.timeline().stream()
                        .map(t -> Clock.at(t.time()) + "  " + line(t.what()))
                        .toList());
        return text.lines;
    }

    private void head(Incident i) {
        lines.add(Wording.headline(i));
        lines.add("");
        row("incident", line(i.id().value()) + ", revision " + i.revision());
        row("state", state(i) + ", " + Wording.word(i.severity()));
        row("last log", i.times().lastLog());
        row("died", i.times().died());
        row("detected", i.times().detected());
        row("opened", i.times().opened());
        row("recovered", i.times().recovered());
        row("resolved", i.times().resolved());
        if (i.occurrences() > 1) {
            row("deaths", Integer.toString(i.occurrences()));
        }
        if (!i.members().isEmpty()) {
            row("members", line(String.join(", ", i.members())));
        }
        Incident.Acknowledgement ack = i.acknowledged();
        if (ack != null) {
            String note = ack.note() == null ? "" : ": " + line(ack.note());
            row("acknowledged", "by " + line(ack.by()) + ", " + Clock.at(ack.at()) + note);
        }
        if (i.note() != null) {
            row("note", line(i.note()));
        }
        if (!i.memory().isEmpty()) {
            row("memory", Wording.memory(i.memory()));
        }
    }

    /// A state as it is called in lists.
    public static String state(Incident i) {
        return i.state() == IncidentState.GAVE_UP ? "given up" : Wording.word(i.state());
    }

    private void row(String name, @Nullable Instant time) {
        if (time != null) {
            row(name, Clock.at(time));
        }
    }

    private void row(String name, String value) {
        lines.add(String.format("  %-13s %s", name, value));
    }

    private void section(String title, List<String> more) {
        if (!more.isEmpty()) {
            lines.add("");
            lines.add(title);
            more.forEach(l -> lines.add("  " + l));
        }
    }

    private void why(Incident i) {
        List<String> why = new ArrayList<>();
        why.add(i.cause().id() + ", " + Wording.word(i.confidence()));
        i.evidence().stream()
                .limit(MOST)
                .forEach(e -> {
                    why.add(Clock.at(e.time()) + "  " + line(e.source()));
                    SafeText.lines(e.text().lines().toList(), MOST, WIDTH)
                            .forEach(l -> why.add("    " + l));
                });
        i.findings().stream()
                .flatMap(f -> f.against().stream().map(a -> f.cause() + ": " + line(a)))
                .forEach(a -> why.add("against " + a));
        section("Why", why);
    }

    private void advice(Incident i) {
        List<String> what = new ArrayList<>();
        i.advice()
                .forEach(a -> {
                    what.add(line(a.title()) + ": " + line(a.why()));
                    SafeText.lines(a.commands(), MOST, WIDTH).forEach(c -> what.add("    " + c));
                });
        section("What to do", what);
    }

    private void logs(Incident i) {
        i.lastLines().stream()
                .filter(t -> !t.lines().isEmpty())
                .limit(3)
                .forEach(t ->
                        section(
                                "Last lines of " + line(t.file()),
                                SafeText.lines(t.lines(), MOST, WIDTH)));
    }

    private static String restart(Incident.Restart r) {
        return r.number()
                + ". "
                + Clock.at(r.requested())
                + ": "
                + Wording.restart(r)
                + (r.detail() == null ? "" : " (" + line(r.detail()) + ")");
    }

    private static String message(Delivery d) {
        return Clock.at(d.intended())
                + "  "
                + line(d.receiver())
                + " by "
                + line(d.channel())
                + ", "
                + line(d.type())
                + ": "
                + Wording.word(d.state())
                + (d.reason().isBlank() ? "" : " (" + line(d.reason()) + ")");
    }

    private static String line(String text) {
        return SafeText.line(text, WIDTH);
    }
}

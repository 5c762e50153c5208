package dev.varde.standalone.report;

import dev.varde.events.Cause;
import dev.varde.events.Delivery;
import dev.varde.events.Incident;
import dev.varde.events.Incident.Finding;
import dev.varde.events.IncidentState;
import dev.varde.events.LogTail;
import dev.varde.events.Phase;
import dev.varde.notifier.text.Wording;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// A post-mortem in Markdown, under the headings that the field uses (Site Reliability Engineering,
/// "Postmortem Culture"): what Varde knows is filled in, what only people know is left for them.
public final class PostMortem {
    private static final int MOST_EVIDENCE = 20;
    private static final int MOST_LINES = 50;
    private static final int MOST_MEMBERS = 50;

    private final Incident incident;
    private final List<Delivery> deliveries;
    private final StringBuilder out = new StringBuilder();

    private PostMortem(Incident incident, List<Delivery> deliveries) {
        this.incident = incident;
        this.deliveries =
                deliveries.stream().sorted(Comparator.comparing(Delivery::intended)).toList();
    }

    /// @param deliveries of this incident
    public static String of(Incident incident, List<Delivery> deliveries) {
        return new PostMortem(incident, deliveries).text();
    }

    private String text() {
        line("# " + Markdown.text(Wording.headline(incident)));
        facts();
        summary();
        impact();
        trigger();
        rootCause();
        detection();
        resolution();
        timeline();
        actions();
        lastLines();
        return out.toString();
    }

    private void line(String text) {
        out.append(text).append('\n');
    }

    private void heading(String text) {
        line("");
        line("## " + text);
        line("");
    }

    private void people(String what) {
        line("");
        line("_For people to write: " + what + "_");
    }

    private void facts() {
        line("");
        line("| | |");
        line("| --- | --- |");
        row("Incident", Markdown.code(incident.id().value()));
        row("State", state());
        row("Severity", Wording.word(incident.severity()));
        if (incident.service() != null) {
            row("Service", Markdown.text(incident.service().value()));
        }
        row("Host", Markdown.text(incident.host().value()));
        String labels =
                incident.labels().entrySet().stream()
                        .sorted(java.util.Map.Entry.comparingByKey())
                        .map(e -> Markdown.text(e.getKey() + "=" + e.getValue()))
                        .collect(Collectors.joining(", "));
        if (!labels.isEmpty()) {
            row("Labels", labels);
        }
    }

    private void row(String name, String value) {
        line("| " + name + " | " + value + " |");
    }

    private String state() {
        return incident.state() == IncidentState.GAVE_UP
                ? "given up"
                : Wording.word(incident.state());
    }

    private void summary() {
        heading("Summary");
        line(Markdown.text(incident.summary()));
        if (incident.note() != null) {
            line("");
            line(Markdown.text(incident.note()));
        }
    }

    private void impact() {
        heading("Impact");
        String who = Markdown.text(Wording.who(incident));
        line(
                Clock.down(incident)
                        .map(d ->
                                who
                                        + " was not well for "
                                        + Clock.span(d)
                                        + ", from "
                                        + Clock.at(Clock.began(incident))
                                        + " on.")
                        .orElse(
                                who
                                        + " has not been well since "
                                        + Clock.at(Clock.began(incident))
                                        + "."));
        if (incident.occurrences() > 1) {
            line("It died " + incident.occurrences() + " times in this incident.");
        }
        if (!incident.members().isEmpty()) {
            line("");
            line("With it:");
            line("");
            incident.members().stream()
                    .limit(MOST_MEMBERS)
                    .forEach(m -> line("- " + Markdown.text(m)));
        }
        people("who noticed, what did not work for them, what was lost.");
    }

    private void trigger() {
        heading("Trigger");
        incident.timeline().stream()
                .findFirst()
                .ifPresent(first ->
                        line(
                                "The first that was seen, at "
                                        + Clock.at(first.time())
                                        + ": "
                                        + Markdown.text(first.what())
                                        + "."));
        Phase phase = incident.phase();
        if (phase != null) {
            line("It happened while the service was " + Wording.word(phase) + ".");
        }
        people("what changed before: a deployment, a configuration, the load, the data.");
    }

    private void rootCause() {
        heading("Root cause");
        line(
                Markdown.code(incident.cause().id())
                        + ", "
                        + Wording.word(incident.confidence())
                        + (incident.cause().equals(Cause.UNKNOWN)
                                ? ": nothing that was seen proves a cause."
                                : "."));
        own().ifPresent(f -> {
            line("");
            line(Markdown.text(f.summary()));
            f.against().forEach(a -> line("- Against it: " + Markdown.text(a)));
        });
        evidence();
        List<Finding> others =
                incident.findings().stream()
                        .filter(f -> !f.cause().equals(incident.cause()))
                        .toList();
        if (!others.isEmpty()) {
            line("");
            line("Also found:");
            line("");
            others.forEach(f ->
                    line(
                            "- "
                                    + Markdown.code(f.cause().id())
                                    + ", "
                                    + Wording.word(f.confidence())
                                    + ": "
                                    + Markdown.text(f.summary())));
        }
    }

    private Optional<Finding> own() {
        return incident.findings().stream()
                .filter(f -> f.cause().equals(incident.cause()))
                .findFirst();
    }

    private void evidence() {
        if (incident.evidence().isEmpty()) {
            return;
        }
        line("");
        line("Evidence:");
        line("");
        List<String> quoted = new ArrayList<>();
        incident.evidence().stream()
                .limit(MOST_EVIDENCE)
                .forEach(e -> {
                    quoted.add(Clock.at(e.time()) + "  " + e.source());
                    e.text().lines().limit(MOST_LINES).forEach(l -> quoted.add("    " + l));
                });
        out.append(Markdown.block(quoted, MOST_EVIDENCE * MOST_LINES));
    }

    private void detection() {
        heading("Detection");
        Incident.Times t = incident.times();
        if (t.lastLog() != null) {
            line("- last line in its log: " + Clock.at(t.lastLog()));
        }
        if (t.died() != null) {
            line("- died: " + Clock.at(t.died()) + Clock.later(t.lastLog(), t.died()));
        }
        if (t.detected() != null) {
            line("- detected: " + Clock.at(t.detected()) + Clock.later(t.died(), t.detected()));
        }
        line("- incident opened: " + Clock.at(t.opened()) + Clock.later(t.died(), t.opened()));
        deliveries.stream()
                .filter(d -> !d.channel().equals("restart"))
                .filter(d -> d.state() == Delivery.State.DELIVERED && !d.attempts().isEmpty())
                .findFirst()
                .ifPresent(d ->
                        line(
                                "- first told to "
                                        + Markdown.text(d.receiver())
                                        + " by "
                                        + Markdown.text(d.channel())
                                        + ": "
                                        + Clock.at(d.attempts().getLast().at())
                                        + Clock.later(
                                                Clock.began(incident),
                                                d.attempts().getLast().at())));
        if (deliveries.stream().allMatch(d -> d.channel().equals("restart"))) {
            line("- nobody was told: no message was sent");
        }
        people("whether it was noticed in time, and by whom first.");
    }

    private void resolution() {
        heading("Resolution");
        incident.restarts()
                .forEach(r ->
                        line(
                                "- restart "
                                        + r.number()
                                        + " at "
                                        + Clock.at(r.requested())
                                        + ": "
                                        + Markdown.text(r.result())
                                        + (r.after() == null
                                                ? ""
                                                : " after " + Clock.span(r.after()))
                                        + (r.detail() == null
                                                ? ""
                                                : " (" + Markdown.text(r.detail()) + ")")));
        Incident.Acknowledgement ack = incident.acknowledged();
        if (ack != null) {
            line(
                    "- acknowledged by "
                            + Markdown.text(ack.by())
                            + " at "
                            + Clock.at(ack.at())
                            + (ack.note() == null ? "" : ": " + Markdown.text(ack.note())));
        }
        Incident.Times t = incident.times();
        if (t.recovered() != null) {
            line(
                    "- well again: "
                            + Clock.at(t.recovered())
                            + Clock.later(t.restarted(), t.recovered()));
        }
        line(
                t.resolved() == null
                        ? "- not resolved: " + state()
                        : "- resolved: " + Clock.at(t.resolved()));
        people("what was done by hand, and whether it would have been found without luck.");
    }

    private void timeline() {
        heading("Timeline");
        line("| time | what |");
        line("| --- | --- |");
        incident.timeline().forEach(t -> row(Clock.at(t.time()), Markdown.text(t.what())));
    }

    private void actions() {
        heading("Action items");
        for (Incident.Advice advice : incident.advice()) {
            line("- [ ] " + Markdown.text(advice.title()) + ": " + Markdown.text(advice.why()));
            if (!advice.commands().isEmpty()) {
                line("");
                Markdown.block(advice.commands(), MOST_LINES).lines().forEach(l -> line("  " + l));
                line("");
            }
        }
        line(
                "- [ ] _For people to write: who does what until when, so that it does not happen again._");
    }

    private void lastLines() {
        List<LogTail> tails =
                incident.lastLines().stream().filter(t -> !t.lines().isEmpty()).toList();
        if (tails.isEmpty()) {
            return;
        }
        heading("Last lines of its logs");
        for (LogTail tail : tails) {
            line(Markdown.code(tail.file()));
            line("");
            out.append(Markdown.block(tail.lines(), MOST_LINES));
            line("");
        }
    }
}

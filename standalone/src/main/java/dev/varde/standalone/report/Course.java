package dev.varde.standalone.report;

import dev.varde.events.Delivery;
import dev.varde.events.Incident;
import dev.varde.events.LogTail;
import java.util.List;

/// How it was noticed and ended, and what was said on the way.
final class Course {
    private static final int MOST_LINES = 50;

    private final Incident incident;
    private final List<Delivery> deliveries;
    private final Page page;

    /// @param deliveries of this incident, in their order
    Course(Incident incident, List<Delivery> deliveries, Page page) {
        this.incident = incident;
        this.deliveries = deliveries;
        this.page = page;
    }

    void detection() {
        page.heading("Detection");
        Incident.Times t = incident.times();
        if (t.lastLog() != null) {
            page.line("- last line in its log: " + Clock.at(t.lastLog()));
        }
        if (t.died() != null) {
            page.line("- died: " + Clock.at(t.died()) + Clock.later(t.lastLog(), t.died()));
        }
        if (t.detected() != null) {
            page.line(
                    "- detected: " + Clock.at(t.detected()) + Clock.later(t.died(), t.detected()));
        }
        page.line("- incident opened: " + Clock.at(t.opened()) + Clock.later(t.died(), t.opened()));
        deliveries.stream()
                .filter(d -> !d.channel().equals("restart"))
                .filter(d -> d.state() == Delivery.State.DELIVERED && !d.attempts().isEmpty())
                .findFirst()
                .ifPresent(d ->
                        page.line(
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
            page.line("- nobody was told: no message was sent");
        }
        page.people("whether it was noticed in time, and by whom first.");
    }

    void resolution() {
        page.heading("Resolution");
        incident.restarts()
                .forEach(r ->
                        page.line(
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
            page.line(
                    "- acknowledged by "
                            + Markdown.text(ack.by())
                            + " at "
                            + Clock.at(ack.at())
                            + (ack.note() == null ? "" : ": " + Markdown.text(ack.note())));
        }
        Incident.Times t = incident.times();
        if (t.recovered() != null) {
            page.line(
                    "- well again: "
                            + Clock.at(t.recovered())
                            + Clock.later(t.restarted(), t.recovered()));
        }
        page.line(
                t.resolved() == null
                        ? "- not resolved: " + IncidentText.state(incident)
                        : "- resolved: " + Clock.at(t.resolved()));
        page.people("what was done by hand, and whether it would have been found without luck.");
    }

    void timeline() {
        page.heading("Timeline");
        page.line("| time | what |");
        page.line("| --- | --- |");
        incident.timeline().forEach(t -> page.row(Clock.at(t.time()), Markdown.text(t.what())));
    }

    void lastLines() {
        List<LogTail> tails =
                incident.lastLines().stream().filter(t -> !t.lines().isEmpty()).toList();
        if (tails.isEmpty()) {
            return;
        }
        page.heading("Last lines of its logs");
        for (LogTail tail : tails) {
            page.line(Markdown.code(tail.file()));
            page.line("");
            page.block(Markdown.block(tail.lines(), MOST_LINES));
            page.line("");
        }
    }
}

package dev.varde.standalone.report;

import dev.varde.events.Delivery;
import dev.varde.events.Incident;
import dev.varde.events.Phase;
import dev.varde.notifier.text.Wording;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/// A post-mortem in Markdown, under the headings that the field uses (Site Reliability Engineering,
/// "Postmortem Culture"): what Varde knows is filled in, what only people know is left for them.
public final class PostMortem {
    private static final int MOST_LINES = 50;
    private static final int MOST_MEMBERS = 50;

    private final Incident incident;
    private final List<Delivery> deliveries;
    private final Page page = new Page();

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
        page.line("# " + Markdown.text(Wording.headline(incident)));
        facts();
        summary();
        impact();
        trigger();
        new RootCause(incident, page).write();
        Course course = new Course(incident, deliveries, page);
        course.detection();
        course.resolution();
        course.timeline();
        actions();
        course.lastLines();
        return page.text();
    }

    private void facts() {
        page.line("");
        page.line("| | |");
        page.line("| --- | --- |");
        page.row("Incident", Markdown.code(incident.id().value()));
        page.row("State", IncidentText.state(incident));
        page.row("Severity", Wording.word(incident.severity()));
        if (incident.service() != null) {
            page.row("Service", Markdown.text(incident.service().value()));
        }
        page.row("Host", Markdown.text(incident.host().value()));
        String labels =
                incident.labels().entrySet().stream()
                        .sorted(java.util.Map.Entry.comparingByKey())
                        .map(e -> Markdown.text(e.getKey() + "=" + e.getValue()))
                        .collect(Collectors.joining(", "));
        if (!labels.isEmpty()) {
            page.row("Labels", labels);
        }
    }

    private void summary() {
        page.heading("Summary");
        page.line(Markdown.text(incident.summary()));
        if (incident.note() != null) {
            page.line("");
            page.line(Markdown.text(incident.note()));
        }
    }

    private void impact() {
        page.heading("Impact");
        String who = Markdown.text(Wording.who(incident));
        page.line(
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
            page.line("It died " + incident.occurrences() + " times in this incident.");
        }
        if (!incident.members().isEmpty()) {
            page.line("");
            page.line("With it:");
            page.line("");
            incident.members().stream()
                    .limit(MOST_MEMBERS)
                    .forEach(m -> page.line("- " + Markdown.text(m)));
        }
        page.people("who noticed, what did not work for them, what was lost.");
    }

    private void trigger() {
        page.heading("Trigger");
        incident.timeline().stream()
                .findFirst()
                .ifPresent(first ->
                        page.line(
                                "The first that was seen, at "
                                        + Clock.at(first.time())
                                        + ": "
                                        + Markdown.text(first.what())
                                        + "."));
        Phase phase = incident.phase();
        if (phase != null) {
            page.line("It happened while the service was " + Wording.word(phase) + ".");
        }
        page.people("what changed before: a deployment, a configuration, the load, the data.");
    }

    private void actions() {
        page.heading("Action items");
        for (Incident.Advice advice : incident.advice()) {
            page.line(
                    "- [ ] " + Markdown.text(advice.title()) + ": " + Markdown.text(advice.why()));
            if (!advice.commands().isEmpty()) {
                page.line("");
                Markdown.block(advice.commands(), MOST_LINES)
                        .lines()
                        .forEach(l -> page.line("  " + l));
                page.line("");
            }
        }
        page.line(
                "- [ ] _For people to write: who does what until when, so that it does not happen again._");
    }
}

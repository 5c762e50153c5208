package dev.varde.standalone.report;

import dev.varde.events.Cause;
import dev.varde.events.Incident;
import dev.varde.events.Incident.Finding;
import dev.varde.notifier.text.Wording;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Why it happened: the cause with its evidence and what speaks against it, and what else was
/// found.
final class RootCause {
    private static final int MOST_EVIDENCE = 20;
    private static final int MOST_LINES = 50;

    private final Incident incident;
    private final Page page;

    RootCause(Incident incident, Page page) {
        this.incident = incident;
        this.page = page;
    }

    void write() {
        page.heading("Root cause");
        page.line(
                Markdown.code(incident.cause().id())
                        + ", "
                        + Wording.word(incident.confidence())
                        + (incident.cause().equals(Cause.UNKNOWN)
                                ? ": nothing that was seen proves a cause."
                                : "."));
        own().ifPresent(f -> {
            page.line("");
            page.line(Markdown.text(f.summary()));
            f.against().forEach(a -> page.line("- Against it: " + Markdown.text(a)));
        });
        evidence();
        List<Finding> others =
                incident.findings().stream()
                        .filter(f -> !f.cause().equals(incident.cause()))
                        .toList();
        if (!others.isEmpty()) {
            page.line("");
            page.line("Also found:");
            page.line("");
            others.forEach(f ->
                    page.line(
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
        page.line("");
        page.line("Evidence:");
        page.line("");
        List<String> quoted = new ArrayList<>();
        incident.evidence().stream()
                .limit(MOST_EVIDENCE)
                .forEach(e -> {
                    quoted.add(Clock.at(e.time()) + "  " + e.source());
                    e.text().lines().limit(MOST_LINES).forEach(l -> quoted.add("    " + l));
                });
        page.block(Markdown.block(quoted, MOST_EVIDENCE * MOST_LINES));
    }
}

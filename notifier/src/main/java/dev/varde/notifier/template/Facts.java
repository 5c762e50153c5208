package dev.varde.notifier.template;

import static dev.varde.notifier.template.Viewer.line;

import dev.varde.events.Incident;
import dev.varde.events.IncidentState;
import dev.varde.notifier.template.MessageView.Row;
import dev.varde.notifier.text.Wording;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is known of an incident, as names and values.
final class Facts {
    private static final int MEMBERS = 8;

    private Facts() {}

    static List<Row> of(Incident i) {
        List<Row> rows = new ArrayList<>();
        rows.add(new Row("Cause", i.cause() + " (" + Wording.word(i.confidence()) + ")"));
        rows.add(
                new Row(
                        "State",
                        i.state() == IncidentState.GAVE_UP ? "given up" : Wording.word(i.state())));
        add(rows, "Last log line", i.times().lastLog());
        add(rows, "Died", i.times().died());
        add(rows, "Detected", i.times().detected());
        add(rows, "Recovered", i.times().recovered());
        add(rows, "Resolved", i.times().resolved());
        context(rows, i);
        rows.add(new Row("Incident", line(i.id().value())));
        return rows;
    }

    private static void context(List<Row> rows, Incident i) {
        if (i.occurrences() > 1) {
            rows.add(new Row("Deaths", Integer.toString(i.occurrences())));
        }
        if (!i.members().isEmpty()) {
            rows.add(new Row("Also hit", members(i.members())));
        }
        if (i.seen() != null && i.seen().count() > 1) {
            rows.add(new Row("Seen", seen(i.seen())));
        }
        String memory = Wording.memory(i.memory());
        if (!memory.isEmpty()) {
            rows.add(new Row("Memory", memory));
        }
        if (i.note() != null) {
            rows.add(new Row("Note", line(i.note())));
        }
        if (i.acknowledged() != null) {
            rows.add(new Row("Acknowledged", "by " + line(i.acknowledged().by())));
        }
    }

    private static String members(List<String> all) {
        String named = line(String.join(", ", all.subList(0, Math.min(MEMBERS, all.size()))));
        return all.size() <= MEMBERS ? named : named + " and " + (all.size() - MEMBERS) + " more";
    }

    private static String seen(Incident.Recurrence seen) {
        String after = seen.firstAfter() == null ? "" : ", first after " + line(seen.firstAfter());
        return seen.count() + " times since " + stamp(seen.first()) + after;
    }

    private static void add(List<Row> rows, String name, @Nullable Instant time) {
        if (time != null) {
            rows.add(new Row(name, stamp(time)));
        }
    }

    /// In UTC, such as `2026-11-01 12:00:00Z`.
    static String stamp(Instant time) {
        return time.truncatedTo(ChronoUnit.MILLIS).toString().replace('T', ' ');
    }
}

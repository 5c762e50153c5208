package dev.varde.notifier.mail;

import dev.varde.events.Incident;
import dev.varde.events.IncidentState;
import dev.varde.events.LogTail;
import dev.varde.notifier.delivery.Message;
import dev.varde.notifier.text.SafeText;
import dev.varde.notifier.text.Wording;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a mail shows, as plain text: every string is safe as text, none is escaped for HTML yet.
///
/// @param colour of the bar on top, as `#rrggbb`
/// @param opening the first sentence: what this mail tells
public record MailView(
        String tag,
        String headline,
        String opening,
        String colour,
        List<Row> facts,
        List<Quote> evidence,
        List<Step> advice,
        List<Log> lastLines,
        List<String> restarts,
        List<String> timeline) {
    private static final int LONGEST_LINE = 240;
    private static final int LINES = 20;
    private static final int MEMBERS = 8;

    public record Row(String name, String value) {}

    public record Quote(String when, String source, String text) {}

    public record Step(String title, String why, List<String> commands) {}

    public record Log(String file, List<String> lines) {}

    static MailView of(Message message) {
        Incident i = message.incident();
        return new MailView(
                Wording.tag(message.type(), i),
                Wording.headline(i),
                opening(message),
                colour(message.type(), i),
                facts(i),
                i.evidence().stream().limit(LINES).map(MailView::quote).toList(),
                i.advice().stream().map(MailView::step).toList(),
                i.lastLines().stream()
                        .filter(l -> !l.lines().isEmpty())
                        .limit(3)
                        .map(MailView::log)
                        .toList(),
                i.restarts().stream().map(MailView::restart).toList(),
                last(i.timeline()).stream()
                        .map(t -> clock(t.time()) + "  " + line(t.what()))
                        .toList());
    }

    private static String opening(Message message) {
        Incident i = message.incident();
        String who = Wording.who(i);
        return Wording.change(message.type())
                .map(change ->
                        switch (change) {
                            case OPENED -> who + " is down.";
                            case UPDATED -> "More is known about " + who + ".";
                            case RESTARTING -> who + " is being restarted.";
                            case RECOVERING -> who + " is back and being watched.";
                            case RESOLVED -> who + " is well again" + lasted(i) + ".";
                            case GAVE_UP ->
                                    "Varde has stopped restarting " + who + ". People must act.";
                            case WARNING -> "A warning about " + who + ".";
                        })
                .orElse("This is a test. Nothing is wrong.");
    }

    private static String lasted(Incident i) {
        Instant from = i.times().died() == null ? i.times().opened() : i.times().died();
        Instant to = i.times().recovered() == null ? i.times().resolved() : i.times().recovered();
        return to == null || to.isBefore(from)
                ? ""
                : ", after " + Wording.duration(Duration.between(from, to));
    }

    private static String colour(String type, Incident i) {
        return switch (Wording.tag(type, i)) {
            case "resolved", "recovering" -> "#2e7d32";
            case "warning", "restarting", Wording.TEST -> "#b26a00";
            default -> "#b3261e";
        };
    }

    private static List<Row> facts(Incident i) {
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
        rows.add(new Row("Incident", line(i.id().value())));
        return rows;
    }

    private static String members(List<String> all) {
        String named = line(String.join(", ", all.subList(0, Math.min(MEMBERS, all.size()))));
        return all.size() <= MEMBERS ? named : named + " and " + (all.size() - MEMBERS) + " more";
    }

    private static String seen(Incident.Recurrence seen) {
        String after = seen.firstAfter() == null ? "" : ", first after " + line(seen.firstAfter());
        return seen.count() + " times since " + clock(seen.first()) + after;
    }

    private static void add(List<Row> rows, String name, @Nullable Instant time) {
        if (time != null) {
            rows.add(new Row(name, clock(time)));
        }
    }

    private static Quote quote(Incident.Evidence e) {
        String text =
                String.join("\n", SafeText.lines(e.text().lines().toList(), LINES, LONGEST_LINE));
        return new Quote(clock(e.time()), line(e.source()), text);
    }

    private static Step step(Incident.Advice a) {
        return new Step(
                line(a.title()),
                SafeText.line(a.why(), 2 * LONGEST_LINE),
                SafeText.lines(a.commands(), LINES, LONGEST_LINE));
    }

    private static Log log(LogTail tail) {
        return new Log(line(tail.file()), SafeText.lines(tail.lines(), LINES, LONGEST_LINE));
    }

    private static String restart(Incident.Restart r) {
        String detail = r.detail() == null ? "" : " (" + line(r.detail()) + ")";
        return "%d. %s: %s%s"
                .formatted(r.number(), clock(r.requested()), Wording.restart(r), detail);
    }

    private static List<Incident.TimelineEntry> last(List<Incident.TimelineEntry> all) {
        return all.subList(Math.max(0, all.size() - LINES), all.size());
    }

    private static String clock(Instant time) {
        return time.truncatedTo(ChronoUnit.MILLIS).toString().replace('T', ' ');
    }

    private static String line(String text) {
        return SafeText.line(text, LONGEST_LINE);
    }
}

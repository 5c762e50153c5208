package dev.varde.notifier.template;

import dev.varde.events.Incident;
import dev.varde.events.LogTail;
import dev.varde.notifier.delivery.Message;
import dev.varde.notifier.template.MessageView.Curve;
import dev.varde.notifier.template.MessageView.Line;
import dev.varde.notifier.template.MessageView.Links;
import dev.varde.notifier.template.MessageView.Log;
import dev.varde.notifier.template.MessageView.Quote;
import dev.varde.notifier.template.MessageView.Row;
import dev.varde.notifier.template.MessageView.Step;
import dev.varde.notifier.text.SafeText;
import dev.varde.notifier.text.Telling;
import dev.varde.notifier.text.Wording;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Makes the view of a message.
final class Viewer {
    static final int LONGEST_LINE = 240;
    private static final int LONGEST_PROBLEM = 2_000;
    private static final int LINES = 12;
    private static final int TIMELINE = 20;
    private static final int LOGS = 3;
    private static final int LOG_LINES = 20;
    private static final int INCIDENTS = 50;
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Message message;
    private final Incident i;
    private final @Nullable String page;

    Viewer(Message message, @Nullable String page) {
        this.message = message;
        this.i = message.incident();
        this.page = page;
    }

    MessageView view(@Nullable String picture, String problem) {
        List<Incident> all = message.incidents();
        return new MessageView(
                line(message.type()),
                line(message.receiver()),
                Telling.subject(message.type(), message.subject(), i),
                message.digest() ? all.size() + " incidents" : Wording.tag(message.type(), i),
                message.digest() ? line(message.subject()) : Wording.headline(i),
                message.digest()
                        ? "Several things happened; they are told together."
                        : Telling.opening(message.type(), i),
                message.digest() ? "" : Telling.doing(message.type(), i),
                message.digest() ? "#b26a00" : colour(Wording.tag(message.type(), i)),
                line(Wording.who(i)),
                i.service() == null ? "" : line(i.service().value()),
                line(i.host().value()),
                i.cause().id(),
                Wording.word(i.confidence()),
                Wording.word(i.severity()),
                Wording.word(i.state()),
                line(i.id().value()),
                i.occurrences(),
                labels(i.labels()),
                message.digest() ? List.of() : Facts.of(i),
                message.digest() ? List.of() : evidence(),
                message.digest() ? List.of() : advice(),
                message.digest() ? List.of() : lastLines(),
                message.digest() ? List.of() : restarts(),
                message.digest() ? List.of() : timeline(),
                message.digest() ? "" : Wording.memory(i.memory()),
                picture == null ? null : curve(picture),
                page == null ? null : links(page, i),
                message.digest(),
                all.stream().limit(INCIDENTS).map(this::incident).toList(),
                Math.max(0, all.size() - INCIDENTS),
                SafeText.line(problem, LONGEST_PROBLEM));
    }

    private static String colour(String tag) {
        return switch (tag) {
            case "resolved", "recovering" -> "#2e7d32";
            case "warning", "restarting", Wording.TEST -> "#b26a00";
            default -> "#b3261e";
        };
    }

    private static List<Row> labels(Map<String, String> labels) {
        return labels.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .limit(INCIDENTS)
                .map(e -> new Row(line(e.getKey()), line(e.getValue())))
                .toList();
    }

    private List<Quote> evidence() {
        return i.evidence().stream()
                .limit(LINES)
                .map(e ->
                        new Quote(
                                Facts.stamp(e.time()),
                                line(e.source()),
                                String.join(
                                        "\n",
                                        SafeText.lines(
                                                e.text().lines().toList(), LINES, LONGEST_LINE))))
                .toList();
    }

    private List<Step> advice() {
        return i.advice().stream()
                .limit(LINES)
                .map(a ->
                        new Step(
                                line(a.title()),
                                SafeText.line(a.why(), 2 * LONGEST_LINE),
                                SafeText.lines(a.commands(), LINES, LONGEST_LINE)))
                .toList();
    }

    private List<Log> lastLines() {
        return i.lastLines().stream()
                .filter(l -> !l.lines().isEmpty())
                .limit(LOGS)
                .map(Viewer::log)
                .toList();
    }

    private static Log log(LogTail tail) {
        return new Log(line(tail.file()), SafeText.lines(tail.lines(), LOG_LINES, LONGEST_LINE));
    }

    private List<String> restarts() {
        return i.restarts().stream().limit(TIMELINE).map(r -> line(Telling.restart(r))).toList();
    }

    private List<String> timeline() {
        List<Incident.TimelineEntry> all = i.timeline();
        return all.subList(Math.max(0, all.size() - TIMELINE), all.size()).stream()
                .map(t -> CLOCK.format(t.time()) + "  " + line(t.what()))
                .toList();
    }

    private @Nullable Curve curve(String picture) {
        if (i.memory().size() < 2) {
            return null;
        }
        var sizes =
                i.memory().stream().mapToLong(Incident.MemoryPoint::resident).summaryStatistics();
        Instant from = i.memory().getFirst().time();
        Instant to = i.memory().getLast().time();
        return new Curve(
                picture,
                Wording.bytes(sizes.getMax()),
                Wording.bytes(sizes.getMin()),
                CLOCK.format(from),
                CLOCK.format(to));
    }

    private static Links links(String page, Incident i) {
        String open = page + PagePath.of(i.id());
        return new Links(open, open + "?do=acknowledge", open + "?do=silence");
    }

    private Line incident(Incident one) {
        String tag =
                message.digest()
                        ? Wording.tag(Wording.type(one.change()), one)
                        : Wording.tag(message.type(), one);
        String link = page == null ? "" : page + PagePath.of(one.id());
        return new Line(tag, Wording.headline(one), link);
    }

    static String line(String text) {
        return SafeText.line(text, LONGEST_LINE);
    }
}

package dev.varde.console.view;

import dev.varde.events.Delivery;
import dev.varde.events.Incident;
import dev.varde.events.LogTail;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Hostile text made fit to be looked at: cut, and with everything that cannot be seen made
/// visible. Control characters become their pictures (U+2400 block); what turns the direction of
/// text or has no width becomes its code point in ‹ ›, so that a line cannot pretend to be another.
/// Escaping for HTML is the template engine's task and comes after.
public final class Shown {
    /// The longest name, label or summary that is shown, in characters.
    public static final int LINE = 400;

    /// The longest quoted text that is shown, in characters.
    public static final int BLOCK = 8_192;

    private static final int PICTURES = 0x2400;
    private static final int DELETE = 0x7f;

    private Shown() {}

    /// Text for one line; line breaks and tabs are shown as pictures too.
    public static String line(@Nullable String text) {
        return visible(text, LINE, false);
    }

    /// Text of several lines; line breaks and tabs stay.
    public static String block(@Nullable String text) {
        return visible(text, BLOCK, true);
    }

    static List<String> lines(List<String> texts) {
        return texts.stream().map(Shown::line).toList();
    }

    static Map<String, String> labels(Map<String, String> labels) {
        return labels.entrySet().stream()
                .collect(
                        Collectors.toMap(
                                e -> line(e.getKey()), e -> line(e.getValue()), (a, _) -> a));
    }

    /// The same incident with every text in it fit to be shown. Its names and ids are left as they
    /// are, because they are identities; show [#line(String)] of them.
    static Incident incident(Incident i) {
        return new Incident(
                i.id(),
                i.revision(),
                i.change(),
                i.state(),
                i.severity(),
                i.service(),
                i.host(),
                labels(i.labels()),
                i.cause(),
                i.confidence(),
                i.phase(),
                line(i.summary()),
                i.times(),
                i.evidence().stream().map(Shown::evidence).toList(),
                i.findings().stream().map(Shown::finding).toList(),
                i.advice().stream().map(Shown::advice).toList(),
                i.restarts().stream().map(Shown::restart).toList(),
                i.occurrences(),
                lines(i.members()),
                i.parent(),
                acknowledgement(i.acknowledged()),
                i.restartable(),
                i.note() == null ? null : line(i.note()),
                i.memory(),
                i.lastLines().stream().map(Shown::tail).toList(),
                i.timeline().stream()
                        .map(t -> new Incident.TimelineEntry(t.time(), line(t.what())))
                        .toList(),
                fingerprint(i.fingerprint()),
                recurrence(i.seen()),
                around(i.around()));
    }

    private static Incident.@Nullable Fingerprint fingerprint(Incident.@Nullable Fingerprint f) {
        return f == null ? null : new Incident.Fingerprint(line(f.hash()), block(f.text()));
    }

    private static Incident.@Nullable Recurrence recurrence(Incident.@Nullable Recurrence r) {
        return r == null || r.firstAfter() == null
                ? r
                : new Incident.Recurrence(r.count(), r.first(), r.last(), line(r.firstAfter()));
    }

    private static Incident.@Nullable Around around(Incident.@Nullable Around a) {
        return a == null ? null : new Incident.Around(a.instances(), lines(a.down()), a.back());
    }

    private static Incident.Evidence evidence(Incident.Evidence e) {
        return new Incident.Evidence(e.event(), e.time(), line(e.source()), block(e.text()));
    }

    private static Incident.Finding finding(Incident.Finding f) {
        return new Incident.Finding(
                f.cause(), f.confidence(), line(f.summary()), f.because(), lines(f.against()));
    }

    private static Incident.Advice advice(Incident.Advice a) {
        return new Incident.Advice(
                line(a.title()), a.commands().stream().map(Shown::block).toList(), line(a.why()));
    }

    private static Incident.Restart restart(Incident.Restart r) {
        return new Incident.Restart(
                r.order(),
                r.number(),
                r.requested(),
                line(r.result()),
                r.after(),
                r.detail() == null ? null : block(r.detail()));
    }

    private static Incident.@Nullable Acknowledgement acknowledgement(
            Incident.@Nullable Acknowledgement a) {
        return a == null
                ? null
                : new Incident.Acknowledgement(
                        line(a.by()), a.at(), a.note() == null ? null : line(a.note()));
    }

    static Delivery.Attempt attempt(Delivery.Attempt a) {
        return new Delivery.Attempt(
                a.at(),
                a.ok(),
                a.status(),
                a.latencyMillis(),
                line(a.detail()),
                a.recipients().stream().map(Shown::recipient).toList());
    }

    private static Delivery.Recipient recipient(Delivery.Recipient r) {
        return new Delivery.Recipient(line(r.address()), r.fate(), r.status(), line(r.detail()));
    }

    private static LogTail tail(LogTail t) {
        return new LogTail(
                line(t.file()), t.lines().stream().map(l -> visible(l, 1_000, true)).toList());
    }

    private static String visible(@Nullable String text, int longest, boolean breaks) {
        if (text == null) {
            return "";
        }
        StringBuilder shown = new StringBuilder(Math.min(text.length(), longest) + 16);
        int at = 0;
        while (at < text.length() && at < longest) {
            int point = text.codePointAt(at);
            append(shown, point, breaks);
            at += Character.charCount(point);
        }
        if (at < text.length()) {
            shown.append("… (").append(text.length() - at).append(" more characters)");
        }
        return shown.toString();
    }

    private static void append(StringBuilder shown, int point, boolean breaks) {
        if (breaks && (point == '\n' || point == '\t')) {
            shown.appendCodePoint(point);
        } else if (point < ' ') {
            shown.appendCodePoint(PICTURES + point);
        } else if (point == DELETE) {
            shown.append('\u2421');
        } else if (hidden(point)) {
            shown.append(String.format("‹U+%04X›", point));
        } else {
            shown.appendCodePoint(point);
        }
    }

    /// C1 controls, format characters (direction, joiners, tags), line and paragraph separators,
    /// lone surrogates, private use and code points that are nothing.
    private static boolean hidden(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED ->
                    true;
            default -> false;
        };
    }
}

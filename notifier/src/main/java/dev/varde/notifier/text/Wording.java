package dev.varde.notifier.text;

import dev.varde.events.Incident;
import dev.varde.events.IncidentState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The words that mail and chat share.
public final class Wording {
    /// The type of a message that only proves that a receiver can be reached.
    public static final String TEST = "test";

    private static final int LONGEST_SUBJECT = 150;
    private static final int LONGEST_HEADLINE = 300;
    private static final int LONGEST_WHO = 420;

    private Wording() {}

    /// `incident.` and the change, such as `incident.gave-up`.
    public static String type(Incident.Change change) {
        return "incident." + word(change);
    }

    /// The change a message type tells; empty for a test.
    public static Optional<Incident.Change> change(String type) {
        for (Incident.Change change : Incident.Change.values()) {
            if (type(change).equals(type)) {
                return Optional.of(change);
            }
        }
        return Optional.empty();
    }

    /// An enum constant as it is written on the wire: lower case with hyphens.
    public static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// One line such as `[critical] kontali-backend on web-1: out of memory`, fit for a mail
    /// header.
    public static String subject(String type, Incident incident) {
        return SafeText.line(
                "[" + tag(type, incident) + "] " + headline(incident), LONGEST_SUBJECT);
    }

    /// A subject without its tag: what it says, whatever the change.
    public static String untagged(String subject) {
        int end = subject.indexOf("] ");
        return subject.startsWith("[") && end > 0 ? subject.substring(end + 2) : subject;
    }

    /// Who it is about and what happened, in one line.
    public static String headline(Incident incident) {
        String who = who(incident);
        String summary = SafeText.line(incident.summary(), LONGEST_HEADLINE);
        return summary.startsWith(who) ? summary : who + ": " + summary;
    }

    /// `kontali-backend on web-1`, or the host alone; safe as plain text, since names may hold any
    /// character that is no blank.
    public static String who(Incident incident) {
        return SafeText.line(
                incident.service() == null
                        ? incident.host().value()
                        : incident.service() + " on " + incident.host(),
                LONGEST_WHO);
    }

    /// What a message announces, in a word or two.
    public static String tag(String type, Incident incident) {
        return change(type)
                .map(change ->
                        switch (change) {
                            case OPENED -> word(incident.severity());
                            case UPDATED ->
                                    incident.state() == IncidentState.RESOLVED
                                            ? "resolved"
                                            : word(incident.severity());
                            case RESTARTING -> "restarting";
                            case RECOVERING -> "recovering";
                            case RESOLVED -> "resolved";
                            case GAVE_UP -> "gave up";
                            case WARNING -> "warning";
                        })
                .orElse(TEST);
    }

    /// When the revision was made: the time of its newest timeline entry.
    public static Instant time(Incident incident) {
        return incident.timeline().isEmpty()
                ? incident.times().opened()
                : incident.timeline().getLast().time();
    }

    /// `1.9 GiB`, in powers of 1,024.
    public static String bytes(long bytes) {
        String[] units = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};
        double size = bytes;
        int unit = 0;
        while (size >= 1024 && unit < units.length - 1) {
            size /= 1024;
            unit++;
        }
        return unit == 0 ? bytes + " B" : String.format(Locale.ROOT, "%.1f %s", size, units[unit]);
    }

    /// `7.3 s`, `4 min 5 s`, `3 h 2 min` or `5 d 1 h`.
    public static String duration(Duration d) {
        long s = d.toSeconds();
        if (s < 60) {
            return String.format(Locale.ROOT, "%.1f s", d.toMillis() / 1000.0);
        }
        if (s < 3_600) {
            return s / 60 + " min " + s % 60 + " s";
        }
        return s < 86_400
                ? s / 3_600 + " h " + s % 3_600 / 60 + " min"
                : s / 86_400 + " d " + s % 86_400 / 3_600 + " h";
    }

    /// A round time without what is zero of it: `10 min`, `1 h`, `90 s` as `1 min 30 s`.
    public static String span(Duration d) {
        return duration(d).replaceFirst("(?<=.)(\\.0(?= s)| 0 (s|min|h))$", "");
    }

    /// What became of a restart, such as `restarted, healthy after 7.3 s`.
    public static String restart(Incident.Restart r) {
        String after = r.after() == null ? "" : " after " + duration(r.after());
        return switch (r.result()) {
            case "started" -> "being restarted";
            case "up" -> "restarted, up" + after + ", not proven healthy yet";
            case "healthy" -> "restarted, healthy" + after;
            case "stable" -> "restarted, healthy" + after + ", and it has stayed so";
            case "died-again" -> "failed again" + after;
            case "failed" -> "restarted, and it failed" + after;
            case "refused" -> "refused by the collector";
            default -> SafeText.line(r.result(), LONGEST_SUBJECT) + after;
        };
    }

    /// The memory curve in one line; empty without points.
    public static String memory(List<Incident.MemoryPoint> points) {
        if (points.isEmpty()) {
            return "";
        }
        var numbers = points.stream().mapToLong(Incident.MemoryPoint::resident).summaryStatistics();
        Duration over = Duration.between(points.getFirst().time(), points.getLast().time());
        return "lowest %s, highest %s, last %s over %s"
                .formatted(
                        bytes(numbers.getMin()),
                        bytes(numbers.getMax()),
                        bytes(points.getLast().resident()),
                        duration(over));
    }
}

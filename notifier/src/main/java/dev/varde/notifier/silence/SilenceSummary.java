package dev.varde.notifier.silence;

import dev.varde.events.Delivery;
import dev.varde.events.IncidentId;
import dev.varde.events.Silence;
import dev.varde.notifier.text.SafeText;
import dev.varde.notifier.text.Wording;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/// What a silence hid, in words for those who would have been told.
public final class SilenceSummary {
    private static final int MOST_LINES = 20;
    private static final int LONGEST = 300;
    private static final String RESOLVED = Wording.type(dev.varde.events.Incident.Change.RESOLVED);

    private SilenceSummary() {}

    /// The summary for one receiver: how many messages about which incidents were held back, and
    /// which of these are over. Empty when the silence hid nothing from it.
    ///
    /// @param deliveries of one receiver, whichever
    public static Optional<String> of(Silence silence, List<Delivery> deliveries) {
        List<Delivery> hidden =
                deliveries.stream()
                        .filter(d -> SilenceReason.isOf(silence.id(), d))
                        .sorted(Comparator.comparing(Delivery::intended))
                        .toList();
        return hidden.isEmpty() ? Optional.empty() : Optional.of(text(silence, hidden));
    }

    private static String text(Silence silence, List<Delivery> hidden) {
        Map<IncidentId, Told> incidents = new LinkedHashMap<>();
        hidden.forEach(d -> incidents.merge(d.incident(), Told.of(d), Told::and));
        StringJoiner text = new StringJoiner("\n");
        text.add(head(silence, incidents.size(), hidden.size()));
        incidents.values().stream().limit(MOST_LINES).map(Told::line).forEach(text::add);
        if (incidents.size() > MOST_LINES) {
            text.add("- and " + (incidents.size() - MOST_LINES) + " more");
        }
        return text.toString();
    }

    private static String head(Silence silence, int incidents, int messages) {
        String comment = silence.comment();
        return "Silence "
                + silence.id()
                + " by "
                + SafeText.line(silence.by(), LONGEST)
                + (comment == null ? "" : " (" + SafeText.line(comment, LONGEST) + ")")
                + " is over. It hid "
                + counted(incidents, "incident")
                + " in "
                + counted(messages, "message")
                + ":";
    }

    private static String counted(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    /// What is said of one incident: its last words, since when, and whether it is over.
    private record Told(String subject, Instant first, Instant last, boolean over) {
        static Told of(Delivery d) {
            return new Told(d.subject(), d.intended(), d.intended(), d.type().equals(RESOLVED));
        }

        Told and(Told later) {
            return new Told(later.subject, first, later.last, later.over);
        }

        String line() {
            String what = SafeText.line(Wording.untagged(subject), LONGEST);
            String when =
                    over
                            ? "over after " + Wording.duration(Duration.between(first, last))
                            : "still open when last heard of";
            return "- " + what + " (since " + first + ", " + when + ")";
        }
    }
}

package dev.varde.notifier.webhook.body;

import dev.varde.events.Incident;
import dev.varde.notifier.delivery.Message;
import dev.varde.notifier.text.SafeText;
import dev.varde.notifier.text.Wording;
import java.util.ArrayList;
import java.util.List;

/// What chats and pagers say of a message, as plain text that is safe to show.
final class Telling {
    private static final int LONGEST = 150;
    private static final int QUOTED = 160;
    private static final int MOST_QUOTED = 6;

    private Telling() {}

    /// One line of up to 150 characters.
    static String headline(Message message) {
        if (!message.digest()) {
            return Wording.subject(message.type(), message.incident());
        }
        String count = message.incidents().size() + " incidents";
        return message.subject().isBlank() ? count : SafeText.line(message.subject(), LONGEST);
    }

    /// A line for each incident of several, the last one says how many more there are.
    static List<String> each(Message message, int most) {
        List<Incident> all = message.incidents();
        List<String> lines =
                new ArrayList<>(all.stream().limit(most).map(Telling::subject).toList());
        if (all.size() > most) {
            lines.add("and " + (all.size() - most) + " more");
        }
        return lines;
    }

    /// The line of an incident among others.
    static String subject(Incident incident) {
        return Wording.subject(Wording.type(incident.change()), incident);
    }

    /// Its cause, and the first thing to do.
    static List<String> about(Incident incident) {
        List<String> lines = new ArrayList<>();
        lines.add("Cause: " + incident.cause() + " (" + Wording.word(incident.confidence()) + ")");
        if (!incident.advice().isEmpty() && !incident.closed()) {
            lines.add(
                    "To do: " + SafeText.line(incident.advice().getFirst().title(), LONGEST + 50));
        }
        if (incident.acknowledged() != null) {
            lines.add("Acknowledged by " + SafeText.line(incident.acknowledged().by(), QUOTED));
        }
        return lines;
    }

    /// What it rests on: up to six lines, of up to 160 characters each beside their source.
    static List<String> quoted(Incident incident) {
        return incident.evidence().stream()
                .limit(MOST_QUOTED)
                .map(e -> e.source() + ": " + SafeText.line(e.text(), QUOTED))
                .toList();
    }
}

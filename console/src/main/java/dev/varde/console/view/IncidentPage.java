package dev.varde.console.view;

import dev.varde.events.Delivery;
import dev.varde.events.Incident;
import dev.varde.events.IncidentState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Everything an incident's page shows.
///
/// @param incident with all its texts fit to be shown; show [#subject] and not its names
/// @param instance `service@host` when it is about a service, else null
/// @param curve null when there are fewer than two points
/// @param leading the finding the cause rests on, or null
/// @param others findings beside it
public record IncidentPage(
        IncidentRow row,
        String subject,
        @Nullable String instance,
        Incident incident,
        @Nullable Curve curve,
        Incident.@Nullable Finding leading,
        List<Incident.Finding> others,
        List<Moment> moments,
        List<Message> sent) {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 160;

    public IncidentPage {
        others = List.copyOf(others);
        moments = List.copyOf(moments);
        sent = List.copyOf(sent);
    }

    /// One of the times of an incident's life.
    public record Moment(String what, Instant at) {}

    /// A delivery as it is shown.
    public record Message(
            String receiver,
            String channel,
            String type,
            Delivery.State state,
            String reason,
            int revision,
            Instant intended,
            @Nullable Instant due,
            List<Delivery.Attempt> attempts) {
        public Message {
            attempts = List.copyOf(attempts);
        }
    }

    static IncidentPage of(Incident incident, List<Delivery> deliveries) {
        Incident shown = Shown.incident(incident);
        Optional<Incident.Finding> leading =
                shown.findings().stream().filter(f -> f.cause().equals(shown.cause())).findFirst();
        return new IncidentPage(
                IncidentRow.of(incident),
                Shown.line(incident.subject()),
                incident.service() == null ? null : incident.subject(),
                shown,
                Curve.drawable(shown.memory()) ? Curve.of(shown.memory(), WIDTH, HEIGHT) : null,
                leading.orElse(null),
                shown.findings().stream().filter(f -> leading.filter(f::equals).isEmpty()).toList(),
                moments(shown.times()),
                deliveries.stream().map(IncidentPage::message).toList());
    }

    /// Whether people may still say something about it.
    public boolean open() {
        return incident.state() != IncidentState.RESOLVED;
    }

    /// Whether restarts of its service were stopped and people are asked.
    public boolean stopped() {
        return open()
                && instance != null
                && sent.stream()
                        .map(Message::type)
                        .anyMatch(t -> t.equals("restart.stopped") || t.equals("restart.asked"));
    }

    private static List<Moment> moments(Incident.Times times) {
        List<Moment> moments = new ArrayList<>();
        add(moments, "Last log line", times.lastLog());
        add(moments, "Died", times.died());
        add(moments, "Detected", times.detected());
        add(moments, "Opened", times.opened());
        add(moments, "Restarted", times.restarted());
        add(moments, "Recovered", times.recovered());
        add(moments, "Resolved", times.resolved());
        return moments;
    }

    private static void add(List<Moment> moments, String what, @Nullable Instant at) {
        if (at != null) {
            moments.add(new Moment(what, at));
        }
    }

    private static Message message(Delivery d) {
        return new Message(
                Shown.line(d.receiver()),
                Shown.line(d.channel()),
                Shown.line(d.type()),
                d.state(),
                Shown.line(d.reason()),
                d.revision(),
                d.intended(),
                d.due(),
                d.attempts().stream().map(Shown::attempt).toList());
    }
}

package dev.varde.standalone.command;

import dev.varde.events.HostName;
import dev.varde.events.Incident;
import dev.varde.events.IncidentId;
import dev.varde.events.IncidentState;
import dev.varde.events.OperatorWord;
import dev.varde.events.ServiceName;
import dev.varde.events.start.CannotStart;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Which restarts that were stopped a person approves: those of a service, or of one incident and
/// those under it.
///
/// @param incident null for all of the service
/// @param open the open incidents that it is for
record Approval(ServiceName service, @Nullable IncidentId incident, List<Incident> open) {
    Approval {
        open = List.copyOf(open);
    }

    /// @param text the name of a service, or the beginning of an incident's id
    /// @throws CannotStart when neither has an open incident
    static Approval of(String text, Incidents incidents) throws CannotStart {
        List<Incident> open =
                incidents.all().stream().filter(i -> !i.closed() && i.service() != null).toList();
        List<Incident> ofService =
                open.stream().filter(i -> text.equals(i.service() + "")).toList();
        if (!ofService.isEmpty()) {
            return new Approval(
                    Objects.requireNonNull(ofService.getFirst().service()), null, ofService);
        }
        List<Incident> begun = open.stream().filter(i -> begins(i, text)).toList();
        if (begun.size() == 1) {
            Incident one = begun.getFirst();
            return new Approval(
                    Objects.requireNonNull(one.service()),
                    one.id(),
                    open.stream()
                            .filter(i -> i.equals(one) || one.id().equals(i.parent()))
                            .toList());
        }
        throw new CannotStart(
                (begun.isEmpty() ? "No service and no" : "More than one")
                        + " open incident is called '"
                        + Plain.line(text)
                        + "'. varde incidents lists them.");
    }

    private static boolean begins(Incident incident, String text) {
        return !text.isEmpty() && incident.id().value().startsWith(text);
    }

    OperatorWord word(HostName here, String by, Instant now) {
        return new OperatorWord.RestartApproved(service, here, incident, by, now);
    }

    String said() {
        long down =
                open.stream()
                        .filter(i ->
                                i.state() == IncidentState.GAVE_UP
                                        || i.state() == IncidentState.OPEN)
                        .count();
        return "Varde may restart "
                + Plain.line(service.value())
                + " again, for an hour, share by share: incidents that are down "
                + down
                + ".";
    }
}

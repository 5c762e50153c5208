package dev.varde.events;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What people, and the notifier in their place, say about incidents and instances. The value on
/// `varde.operator`, keyed by what it is about.
public sealed interface OperatorWord {
    /// Who said it: a name, or `varde` for the notifier.
    String by();

    Instant at();

    /// The host it is about, by which the processor finds the incident.
    HostName host();

    record Acknowledge(
            IncidentId incident, HostName host, String by, Instant at, @Nullable String note)
            implements OperatorWord {}

    record Close(IncidentId incident, HostName host, String by, Instant at, @Nullable String note)
            implements OperatorWord {}

    /// Restart now, whatever the budget says.
    record RestartNow(
            ServiceName service,
            HostName host,
            @Nullable IncidentId incident,
            String by,
            Instant at)
            implements OperatorWord {}

    /// Forget the restarts used so far, so that Varde may restart again.
    record Resume(ServiceName service, HostName host, String by, Instant at)
            implements OperatorWord {}

    /// No restart will be ordered for this incident: the budget is used up or a restart would not
    /// help.
    record DeclineRestart(IncidentId incident, HostName host, String by, Instant at, String reason)
            implements OperatorWord {}

    /// Deliver a marked test message to one receiver through the real path.
    record TestReceiver(String receiver, HostName host, String by, Instant at)
            implements OperatorWord {}

    /// A word of a kind that this version does not know.
    record Unknown(String type, HostName host, String by, Instant at, String json)
            implements OperatorWord {}
}

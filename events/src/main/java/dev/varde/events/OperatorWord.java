package dev.varde.events;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What people, and the notifier in their place, say about incidents and instances. The value on
/// `varde.operator`, keyed by what it is about.
public sealed interface OperatorWord {
    /// Who said it: a name, or `varde` for the notifier.
    String by();

    Instant at();

    /// The host it is about, by which the processor finds the incident; or where it was said, when
    /// it is about no single host.
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

    /// Restarts of the incident's service are stopped everywhere, and a person is asked: the same
    /// befell others, or it was deployed just before. Said of the incident that people are told of.
    record RestartsStopped(IncidentId incident, HostName host, String by, Instant at, String reason)
            implements OperatorWord {}

    /// What was stopped may be restarted: the incidents of the service that are open now, for an
    /// hour.
    ///
    /// @param host where it was said
    /// @param incident only this one and those that it explains; null for all of the service
    record RestartApproved(
            ServiceName service,
            HostName host,
            @Nullable IncidentId incident,
            String by,
            Instant at)
            implements OperatorWord {}

    /// Deliver a marked test message to one receiver through the real path.
    record TestReceiver(String receiver, HostName host, String by, Instant at)
            implements OperatorWord {}

    /// A deploy of a service begins: the ends of its processes are planned until [DeployEnded], or
    /// for half an hour.
    ///
    /// @param host where it was said
    /// @param on the one host that is deployed to; null for every host
    /// @param note such as the version
    record DeployStarted(
            ServiceName service,
            HostName host,
            @Nullable HostName on,
            String by,
            Instant at,
            @Nullable String note)
            implements OperatorWord {}

    /// @param host where it was said
    /// @param on as it was said at the start
    record DeployEnded(
            ServiceName service, HostName host, @Nullable HostName on, String by, Instant at)
            implements OperatorWord {}

    /// Nothing of what is named opens an incident from then until then.
    ///
    /// @param host where it was said
    /// @param service null for all services, and for the host itself
    /// @param on null for every host
    record MaintenancePlanned(
            HostName host,
            @Nullable ServiceName service,
            @Nullable HostName on,
            String by,
            Instant at,
            Instant from,
            Instant until,
            @Nullable String note)
            implements OperatorWord {
        public MaintenancePlanned {
            if (!until.isAfter(from)) {
                throw new IllegalArgumentException("a maintenance ends after it began");
            }
        }
    }

    /// The maintenance with the same service and host is over before its time.
    ///
    /// @param host where it was said
    record MaintenanceEnded(
            HostName host,
            @Nullable ServiceName service,
            @Nullable HostName on,
            String by,
            Instant at)
            implements OperatorWord {}

    /// Try failed deliveries again, under their own ids: those that fit all that is named.
    ///
    /// @param host where it was said
    /// @param receiver null for every receiver
    /// @param since only what was intended at or after this; null however old
    /// @param incident null for every incident
    /// @param deliveries these ones only; empty for all
    /// @param resolved also of incidents that are over by now
    record ReplayDeliveries(
            HostName host,
            String by,
            Instant at,
            @Nullable String receiver,
            @Nullable Instant since,
            @Nullable IncidentId incident,
            List<DeliveryId> deliveries,
            boolean resolved)
            implements OperatorWord {
        public ReplayDeliveries {
            deliveries = List.copyOf(deliveries);
        }
    }

    /// A receiver that had answered that it wants no more is to be told again.
    ///
    /// @param host where it was said
    record ReceiverEnabled(String receiver, HostName host, String by, Instant at)
            implements OperatorWord {}

    /// A sign of life that goes the whole way of an incident, back to the notifier that gave it.
    ///
    /// @param host by which the processor finds a partition; no real host
    record CanaryLit(HostName host, String by, Instant at) implements OperatorWord {}

    /// What matches is held back while it holds, and summed up then.
    ///
    /// @param host where it was said
    /// @param forced it may match everything
    record SilenceAdded(HostName host, Silence silence, boolean forced, Instant at)
            implements OperatorWord {
        @Override
        public String by() {
            return silence.by();
        }
    }

    /// A silence is over before its time.
    ///
    /// @param host where it was said
    record SilenceEnded(SilenceId silence, HostName host, String by, Instant at)
            implements OperatorWord {}

    /// A word of a kind that this version does not know.
    record Unknown(String type, HostName host, String by, Instant at, String json)
            implements OperatorWord {}
}

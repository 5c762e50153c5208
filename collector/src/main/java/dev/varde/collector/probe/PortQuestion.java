package dev.varde.collector.probe;

import dev.varde.events.HealthFact.Failure;
import dev.varde.events.ServiceName;
import dev.varde.events.config.Configuration.Service;
import java.util.Optional;

/// Whether somebody listens on a port of this host; the service itself, where its processes are
/// known.
record PortQuestion(int port, Listeners listeners, Roster roster, Service service)
        implements Question {
    @Override
    public Answer ask() {
        if (!listeners.listening(port)) {
            return Answer.bad(Failure.REFUSED, "nobody listens on port " + port);
        }
        Optional<Integer> holder =
                service.process() == null ? Optional.empty() : listeners.holder(port);
        Optional<ServiceName> owner = holder.flatMap(pid -> roster.ownerOf(pid, null));
        return holder.isEmpty() || owner.filter(service.name()::equals).isPresent()
                ? Answer.good()
                : Answer.bad(Failure.ERROR, "another process listens on port " + port);
    }
}

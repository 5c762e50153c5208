package dev.varde.collector.probe;

import dev.varde.collector.ask.Answer;
import dev.varde.collector.ask.Question;
import dev.varde.events.HealthFact.Failure;
import dev.varde.events.config.Configuration.Service;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// Whether somebody listens on a port of this host; the service itself, where its processes are
/// known and it may be seen who listens.
///
/// @param age how long ago the look at the kernel's table may be
record PortQuestion(int port, Duration age, Listeners listeners, Roster roster, Service service)
        implements Question {
    @Override
    public Answer ask() {
        Set<Long> sockets = listeners.inodes(port, age);
        if (sockets.isEmpty()) {
            return Answer.bad(Failure.REFUSED, "nobody listens on port " + port);
        }
        boolean own =
                service.process() == null
                        || roster.of(service.name()).stream()
                                .anyMatch(m -> listeners.holds(m.key.pid(), sockets));
        Optional<Integer> other =
                own ? Optional.empty() : listeners.holder(sockets).filter(this::foreign);
        return other.isEmpty()
                ? Answer.good()
                : Answer.bad(Failure.ERROR, "another process listens on port " + port);
    }

    private boolean foreign(int pid) {
        return roster.ownerOf(pid, null).filter(service.name()::equals).isEmpty();
    }
}

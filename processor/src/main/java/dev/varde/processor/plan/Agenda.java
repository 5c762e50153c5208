package dev.varde.processor.plan;

import dev.varde.events.HostName;
import dev.varde.events.InstanceId;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/// All that is planned: what people told, and what the configuration says comes again.
public record Agenda(Plans told, Calendar calendar) {
    public static final Agenda EMPTY = new Agenda(Plans.NONE, Calendar.NONE);

    /// The plan in which something happened to a service; the one that lasts longest.
    public Optional<Plan> over(InstanceId id, Instant time) {
        return Stream.concat(
                        told.plans().stream()
                                .filter(p -> p.covers(time) && p.concerns(id.service(), id.host())),
                        calendar.over(id.service(), id.host(), time))
                .max(Comparator.comparing(Plan::until));
    }

    /// The maintenance in which something happened to a host itself.
    public Optional<Plan> over(HostName host, Instant time) {
        return Stream.concat(
                        told.plans().stream()
                                .filter(p -> p.kind() == Plan.Kind.MAINTENANCE)
                                .filter(p -> p.covers(time) && p.concerns(null, host)),
                        calendar.over(null, host, time))
                .max(Comparator.comparing(Plan::until));
    }

    /// The last deploy that began before something happened to a service.
    public Optional<Plan> deployBefore(InstanceId id, Instant time) {
        return told.plans().stream()
                .filter(p -> p.kind() == Plan.Kind.DEPLOY && !p.from().isAfter(time))
                .filter(p -> p.concerns(id.service(), id.host()))
                .max(Comparator.comparing(Plan::from));
    }
}

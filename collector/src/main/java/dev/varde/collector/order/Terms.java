package dev.varde.collector.order;

import dev.varde.events.HostName;
import dev.varde.events.ServiceName;
import dev.varde.events.config.Configuration.OrderLimit;
import dev.varde.events.config.Configuration.Service;
import dev.varde.events.sign.TrustedKeys;
import java.util.List;
import java.util.Optional;

/// What orders are judged by.
///
/// @param trust whose orders are carried out
/// @param limit how many of one service at most
public record Terms(HostName host, List<Service> services, TrustedKeys trust, OrderLimit limit) {
    public Terms {
        services = List.copyOf(services);
    }

    Optional<Service> service(ServiceName name) {
        return services.stream().filter(s -> s.name().equals(name)).findFirst();
    }
}

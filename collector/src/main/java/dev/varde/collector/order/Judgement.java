package dev.varde.collector.order;

import dev.varde.events.RestartOrder;
import dev.varde.events.config.Configuration.RestartAction;
import dev.varde.events.config.Configuration.Service;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What is to be done with an order.
sealed interface Judgement {
    record CarryOut(RestartAction action) implements Judgement {}

    record Refuse(String reason) implements Judgement {}

    /// It was seen before: its outcome is told already, or will be.
    record PassOver() implements Judgement {}

    /// @param seen it stands in the order book
    /// @param busy another order for the same service is being carried out
    static Judgement of(
            RestartOrder order, List<Service> services, boolean seen, boolean busy, Instant now) {
        if (seen) {
            return new PassOver();
        }
        if (!now.isBefore(order.expires())) {
            return new Refuse("the order expired at " + order.expires());
        }
        Optional<Service> service =
                services.stream().filter(s -> s.name().equals(order.service())).findFirst();
        if (service.isEmpty()) {
            return new Refuse("no service " + order.service() + " is configured on this host");
        }
        RestartAction action = service.get().restart();
        if (action == null) {
            return new Refuse("service " + order.service() + " has no restart action");
        }
        return busy
                ? new Refuse("another restart of " + order.service() + " is under way")
                : new CarryOut(action);
    }
}

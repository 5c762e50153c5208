package dev.varde.collector.order;

import dev.varde.collector.Outbox;
import dev.varde.collector.Sighting;
import dev.varde.events.EventId;
import dev.varde.events.OrderFact;
import dev.varde.events.OrderFact.OrderCarriedOut;
import dev.varde.events.OrderFact.OrderRefused;
import dev.varde.events.OrderFact.OrderStarted;
import dev.varde.events.OrderFact.ThreadDumpTaken;
import dev.varde.events.RestartOrder;
import dev.varde.events.ServiceName;
import java.time.Instant;
import java.time.InstantSource;

/// Tells what becomes of orders. The id of what is told follows from the order and the kind, so
/// that telling twice is harmless.
final class Messenger {
    private static final int ROOM = 170;

    private final Outbox outbox;
    private final InstantSource clock;

    Messenger(Outbox outbox, InstantSource clock) {
        this.outbox = outbox;
        this.clock = clock;
    }

    void tell(ServiceName service, OrderFact fact) {
        tell(service, fact, clock.instant());
    }

    /// @param at when it was so: an order's beginning is when it was found not to have expired
    void tell(ServiceName service, OrderFact fact, Instant at) {
        String what =
                switch (fact) {
                    case OrderStarted _ -> "started";
                    case OrderCarriedOut _ -> "carried-out";
                    case OrderRefused _ -> "refused";
                    case ThreadDumpTaken _ -> "dump";
                };
        put(id(what, fact), service, fact, at);
    }

    /// Under an id of its own: a forged order must not take away the refusal of the true one.
    void tellDistrust(RestartOrder order, String reason) {
        OrderRefused fact = new OrderRefused(order.id(), order.incident(), reason);
        String by = Integer.toHexString(order.hashCode());
        put(id("distrusted-" + by, fact), order.service(), fact, clock.instant());
    }

    private void put(EventId id, ServiceName service, OrderFact fact, Instant at) {
        outbox.put(new Sighting(id, at, service, fact));
    }

    private static EventId id(String what, OrderFact fact) {
        return new EventId("order-" + what + "-" + cut(fact));
    }

    private static String cut(OrderFact fact) {
        String order = fact.order().value();
        return order.substring(0, Math.min(order.length(), ROOM));
    }
}

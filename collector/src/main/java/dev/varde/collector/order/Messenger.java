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
        String what =
                switch (fact) {
                    case OrderStarted _ -> "started";
                    case OrderCarriedOut _ -> "carried-out";
                    case OrderRefused _ -> "refused";
                    case ThreadDumpTaken _ -> "dump";
                };
        put("order-" + what + "-" + cut(fact), service, fact);
    }

    /// Under an id of its own: a forged order must not take away the refusal of the true one.
    void tellDistrust(RestartOrder order, String reason) {
        OrderRefused fact = new OrderRefused(order.id(), order.incident(), reason);
        String by = Integer.toHexString(order.hashCode());
        put("order-distrusted-" + by + "-" + cut(fact), order.service(), fact);
    }

    private void put(String id, ServiceName service, OrderFact fact) {
        outbox.put(new Sighting(new EventId(id), clock.instant(), service, fact));
    }

    private static String cut(OrderFact fact) {
        String order = fact.order().value();
        return order.substring(0, Math.min(order.length(), ROOM));
    }
}

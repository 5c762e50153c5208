package dev.varde.processor.evidence;

import dev.varde.events.EventId;
import dev.varde.events.HostEvent;
import dev.varde.events.Incident.Evidence;
import dev.varde.events.OrderFact.OrderStarted;
import dev.varde.events.OrderFact.ThreadDumpTaken;
import dev.varde.events.OrderId;
import dev.varde.events.ProcessFact.ProcessExited;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The restart orders that were carried out on one instance.
public record Orders(List<OrderSeen> orders) {
    /// A restart that takes longer than this explains nothing any more.
    public static final Duration LONGEST = Duration.ofMinutes(2);

    static final Orders NONE = new Orders(List.of());

    private static final Duration SLACK = Duration.ofSeconds(1);

    public Orders {
        orders = List.copyOf(orders);
    }

    /// @param ended when its action ended, or null while it runs
    /// @param dump what the threads did before it, or null when nobody looked
    public record OrderSeen(
            EventId event,
            OrderId order,
            Instant started,
            @Nullable Integer pidBefore,
            @Nullable Instant ended,
            @Nullable Evidence dump) {
        Instant until() {
            return ended == null ? started.plus(LONGEST) : ended.plus(SLACK);
        }
    }

    /// The order that ended this process: it ran at that time, and the process is older than it.
    /// The death of a process that the order itself started is no planned stop.
    public Optional<OrderSeen> behind(Seen<ProcessExited> exit) {
        return orders.stream()
                .filter(o -> !exit.time().isBefore(o.started()))
                .filter(o -> !exit.time().isAfter(o.until()))
                .filter(o -> older(exit.fact(), o))
                .reduce((_, b) -> b);
    }

    /// Whether an order is being carried out now.
    public boolean running(Instant now) {
        return orders.stream().anyMatch(o -> o.ended() == null && now.isBefore(o.until()));
    }

    private static boolean older(ProcessExited exit, OrderSeen order) {
        Integer before = order.pidBefore();
        return (before != null && before == exit.process().pid())
                || exit.startedAt().isBefore(order.started().minus(SLACK));
    }

    Orders started(HostEvent event, OrderStarted fact) {
        if (orders.stream().anyMatch(o -> o.order().equals(fact.order()))) {
            return this;
        }
        OrderSeen seen =
                new OrderSeen(event.id(), fact.order(), event.time(), fact.pidBefore(), null, null);
        return new Orders(Bounds.keep(orders, seen, Bounds.ORDERS));
    }

    Orders ended(HostEvent event, OrderId order) {
        return new Orders(
                orders.stream()
                        .map(o -> o.order().equals(order) ? ended(o, event.time()) : o)
                        .toList());
    }

    /// Only the newest dump is kept: it is large.
    Orders dumped(HostEvent event, ThreadDumpTaken fact) {
        Evidence dump = Threads.evidence(event, fact);
        return new Orders(
                orders.stream()
                        .map(o -> o.order().equals(fact.order()) ? with(o, dump) : with(o, null))
                        .toList());
    }

    /// The newest dump since then.
    public Optional<Evidence> dumpSince(Instant time) {
        return orders.stream()
                .map(OrderSeen::dump)
                .filter(Objects::nonNull)
                .filter(d -> !d.time().isBefore(time))
                .reduce((_, newer) -> newer);
    }

    private static OrderSeen with(OrderSeen o, @Nullable Evidence dump) {
        return new OrderSeen(o.event(), o.order(), o.started(), o.pidBefore(), o.ended(), dump);
    }

    private static OrderSeen ended(OrderSeen o, Instant at) {
        return new OrderSeen(o.event(), o.order(), o.started(), o.pidBefore(), at, o.dump());
    }
}

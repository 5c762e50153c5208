package dev.varde.collector.order;

import dev.varde.collector.Outbox;
import dev.varde.collector.Owners;
import dev.varde.collector.Sighting;
import dev.varde.collector.redact.Redactor;
import dev.varde.events.EventId;
import dev.varde.events.IncidentId;
import dev.varde.events.OrderFact;
import dev.varde.events.OrderFact.OrderCarriedOut;
import dev.varde.events.OrderFact.OrderRefused;
import dev.varde.events.OrderFact.OrderStarted;
import dev.varde.events.OrderId;
import dev.varde.events.ProcessKey;
import dev.varde.events.RestartOrder;
import dev.varde.events.ServiceName;
import dev.varde.events.config.Configuration.RestartAction;
import dev.varde.events.config.Configuration.Service;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Carries orders out or refuses them, and tells what became of each. One order at a time for each
/// service, each on a thread of its own.
public final class Foreman {
    private static final Duration LONGEST = Duration.ofSeconds(90);

    private volatile List<Service> services;
    private final OrderBook book;
    private final Path directory;
    private final Owners owners;
    private final Runnable expectChange;
    private final Outbox outbox;
    private final InstantSource clock;
    private volatile Redactor redactor;
    private final Set<ServiceName> busy = ConcurrentHashMap.newKeySet();

    /// What a foreman works with.
    ///
    /// @param directory for the order book and what actions print; must exist
    /// @param expectChange run just before an action, so that the looks may hurry
    /// @param redactor takes secrets out of what actions print
    public record Site(
            List<Service> services,
            Path directory,
            Owners owners,
            Runnable expectChange,
            Outbox outbox,
            InstantSource clock,
            Redactor redactor) {
        public Site {
            services = List.copyOf(services);
        }

        /// With what is redacted unless told otherwise.
        public Site(
                List<Service> services,
                Path directory,
                Owners owners,
                Runnable expectChange,
                Outbox outbox,
                InstantSource clock) {
            this(services, directory, owners, expectChange, outbox, clock, Redactor.STANDARD);
        }
    }

    private Foreman(Site site, OrderBook book) {
        this.services = site.services();
        this.book = book;
        this.directory = site.directory();
        this.owners = site.owners();
        this.expectChange = site.expectChange();
        this.outbox = site.outbox();
        this.clock = site.clock();
        this.redactor = site.redactor();
    }

    /// Opens the order book and refuses what was begun by a run before and never ended.
    ///
    /// @throws IOException when the order book cannot be read
    public static Foreman open(Site site) throws IOException {
        Output.clear(site.directory());
        Foreman foreman =
                new Foreman(site, OrderBook.open(site.directory().resolve("orders.json")));
        foreman.refuseUnfinished();
        return foreman;
    }

    /// Judges orders by these services from now on; an action under way goes on.
    public void reconfigure(List<Service> next) {
        services = List.copyOf(next);
    }

    /// Takes secrets by this out of what actions print that begin from now on.
    public void redactBy(Redactor next) {
        redactor = next;
    }

    /// One that cannot be written down is told again at the next start, under the same id.
    private void refuseUnfinished() {
        for (OrderBook.Entry entry : book.unfinished()) {
            String reason = "the collector ended while the action ran; it is not run again";
            tell(
                    entry.serviceName(),
                    new OrderRefused(entry.orderId(), entry.incidentId(), reason));
            write(entry.orderId(), entry.serviceName(), entry.incidentId(), OrderBook.State.DONE);
        }
    }

    /// Takes an order. Returns when it is written down; the action may still run. One that cannot
    /// be written down is refused: without that it might be carried out twice.
    public void take(RestartOrder order) {
        boolean seen = book.entry(order.id()).isPresent();
        Judgement judgement =
                Judgement.of(
                        order, services, seen, busy.contains(order.service()), clock.instant());
        switch (judgement) {
            case Judgement.PassOver() -> OrderLog.seenBefore(order.id());
            case Judgement.Refuse(String reason) -> refuse(order, reason);
            case Judgement.CarryOut(RestartAction action) -> begin(order, action);
        }
    }

    private void refuse(RestartOrder order, String reason) {
        write(order, OrderBook.State.DONE);
        OrderLog.refused(order, reason);
        tell(order.service(), new OrderRefused(order.id(), order.incident(), reason));
    }

    private void begin(RestartOrder order, RestartAction action) {
        if (!write(order, OrderBook.State.STARTED)) {
            refuse(order, "the order could not be written to " + directory);
            return;
        }
        busy.add(order.service());
        Thread.ofPlatform()
                .name("varde-order-" + order.service())
                .daemon()
                .start(() -> carryOut(order, action));
    }

    private void carryOut(RestartOrder order, RestartAction action) {
        Run.Outcome outcome;
        try {
            outcome = run(order, action);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            outcome = Run.Outcome.stumbled("interrupted");
        } catch (RuntimeException | Error e) {
            OrderLog.stumbled(order, e);
            outcome = Run.Outcome.stumbled(e.toString());
        } finally {
            busy.remove(order.service()); // whoever reads the outcome may order again at once
        }
        finish(order, outcome);
    }

    private Run.Outcome run(RestartOrder order, RestartAction action) throws InterruptedException {
        String words = Actions.inWords(action);
        Integer pidBefore = owners.main(order.service()).map(ProcessKey::pid).orElse(null);
        OrderLog.started(order, words);
        tell(order.service(), new OrderStarted(order.id(), order.incident(), words, pidBefore));
        expectChange.run();
        return Run.run(Actions.argv(action), outputFile(order.service()), LONGEST, redactor);
    }

    private void finish(RestartOrder order, Run.Outcome outcome) {
        OrderLog.carriedOut(order, outcome.exitCode(), outcome.took());
        tell(
                order.service(),
                new OrderCarriedOut(
                        order.id(),
                        order.incident(),
                        outcome.exitCode(),
                        outcome.output(),
                        outcome.took()));
        write(order, OrderBook.State.DONE);
    }

    private boolean write(RestartOrder order, OrderBook.State state) {
        return write(order.id(), order.service(), order.incident(), state);
    }

    private boolean write(
            OrderId order,
            ServiceName service,
            @Nullable IncidentId incident,
            OrderBook.State state) {
        try {
            book.write(order, service, incident, state, clock.instant());
            return true;
        } catch (IOException e) {
            OrderLog.notWrittenDown(order, String.valueOf(e.getMessage()));
            return false;
        }
    }

    private Path outputFile(ServiceName service) {
        String name = service.value().replaceAll("[^A-Za-z0-9._-]", "_");
        return directory.resolve("restart-" + name + ".out");
    }

    /// The id follows from the order and the fact, so that telling twice is harmless.
    private void tell(ServiceName service, OrderFact fact) {
        String what =
                switch (fact) {
                    case OrderStarted _ -> "started";
                    case OrderCarriedOut _ -> "carried-out";
                    case OrderRefused _ -> "refused";
                };
        String order = fact.order().value();
        String id = "order-" + what + "-" + order.substring(0, Math.min(order.length(), 180));
        outbox.put(new Sighting(new EventId(id), clock.instant(), service, fact));
    }
}

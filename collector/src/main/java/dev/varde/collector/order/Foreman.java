package dev.varde.collector.order;

import dev.varde.collector.Outbox;
import dev.varde.collector.Owners;
import dev.varde.collector.redact.Redactor;
import dev.varde.events.OrderId;
import dev.varde.events.RestartOrder;
import dev.varde.events.ServiceName;
import dev.varde.events.config.Configuration.Service;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// Carries orders out or refuses them, and tells what became of each. One order at a time for each
/// service, each on a thread of its own.
public final class Foreman {
    private static final int DISTRUSTED = 10;
    private static final Duration WHILE = Duration.ofMinutes(1);

    private final Site site;
    private final OrderBook book;
    private final Messenger messenger;
    private final Damper damper = new Damper(DISTRUSTED, WHILE);
    private final Set<ServiceName> busy = ConcurrentHashMap.newKeySet();
    private volatile Terms terms;
    private volatile Redactor redactor;

    /// What a foreman works with.
    ///
    /// @param directory for the order book and what actions print; must exist
    /// @param expectChange run just before an action, so that the looks may hurry
    /// @param redactor takes secrets out of what actions print
    /// @param steps told of each point that an order passes; for tests, which end the process there
    public record Site(
            Terms terms,
            Path directory,
            Owners owners,
            Runnable expectChange,
            Outbox outbox,
            InstantSource clock,
            Redactor redactor,
            Consumer<Step> steps) {
        public Site(
                Terms terms,
                Path directory,
                Owners owners,
                Runnable expectChange,
                Outbox outbox,
                InstantSource clock,
                Redactor redactor) {
            this(terms, directory, owners, expectChange, outbox, clock, redactor, _ -> {});
        }
    }

    private Foreman(Site site, OrderBook book) {
        this.site = site;
        this.book = book;
        this.messenger = new Messenger(site.outbox(), site.clock());
        this.terms = site.terms();
        this.redactor = site.redactor();
    }

    /// Opens the order book, refuses what was begun by a run before and never ended, and tells what
    /// ended and may not have been told.
    ///
    /// @throws IOException when the order book cannot be read
    public static Foreman open(Site site) throws IOException {
        Output.clear(site.directory());
        Foreman foreman =
                new Foreman(site, OrderBook.open(site.directory().resolve("orders.json")));
        foreman.book.untold().forEach(foreman::tellLate);
        return foreman;
    }

    /// Judges orders by these terms from now on; an action under way goes on.
    public void reconfigure(Terms next) {
        terms = next;
    }

    /// Takes secrets by this out of what actions print that begin from now on.
    public void redactBy(Redactor next) {
        redactor = next;
    }

    /// One that cannot be written down is told again at the next start, under the same id.
    private void tellLate(OrderBook.Entry entry) {
        Outcome outcome =
                entry.outcome() != null
                        ? entry.outcome()
                        : Outcome.refused(
                                "the collector ended while the action ran; it is not run again");
        messenger.tell(entry.serviceName(), outcome.fact(entry.orderId(), entry.incidentId()));
        written(entry.orderId(), () -> book.told(entry.orderId(), now()));
    }

    /// Takes an order. Returns when it is written down; the action may still run. One that cannot
    /// be written down is refused: without that it might be carried out twice.
    public void take(RestartOrder order) {
        site.steps().accept(Step.READ);
        Terms now = terms;
        switch (Judgement.of(order, now, past(order, now), now())) {
            case Judgement.PassOver() -> OrderLog.seenBefore(order.id());
            case Judgement.Distrust(String reason) -> distrust(order, reason);
            case Judgement.Refuse(String reason) -> refuse(order, reason);
            case Judgement.CarryOut(Service service) -> begin(order, service);
        }
    }

    private Judgement.Past past(RestartOrder order, Terms by) {
        return new Judgement.Past(
                book.entry(order.id()).isPresent(),
                book.restarts(order.service(), now().minus(by.limit().within())),
                busy.contains(order.service()));
    }

    /// Not told of an order whose true copy stands in the book: that one's outcome counts.
    private void distrust(RestartOrder order, String reason) {
        OrderLog.refused(order, reason);
        if (book.entry(order.id()).isEmpty() && damper.admits(now())) {
            messenger.tellDistrust(order, reason);
        }
    }

    private void refuse(RestartOrder order, String reason) {
        OrderLog.refused(order, reason);
        finish(order, Outcome.refused(reason));
    }

    private void begin(RestartOrder order, Service service) {
        if (!written(order.id(), () -> book.begin(order, now()))) {
            refuse(order, "the order could not be written to " + site.directory());
            return;
        }
        site.steps().accept(Step.NOTED);
        busy.add(order.service());
        Thread.ofPlatform()
                .name("varde-order-" + order.service())
                .daemon()
                .start(() -> carryOut(order, service));
    }

    private void carryOut(RestartOrder order, Service service) {
        Outcome outcome;
        try {
            outcome = new Work(order, service, site, messenger, redactor).carryOut();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            outcome = Outcome.ran(Run.Outcome.stumbled("interrupted"), null, null);
        } catch (RuntimeException | Error e) {
            OrderLog.stumbled(order, e);
            outcome = Outcome.ran(Run.Outcome.stumbled(e.toString()), null, null);
        } finally {
            busy.remove(order.service()); // whoever reads the outcome may order again at once
        }
        finish(order, outcome);
    }

    private void finish(RestartOrder order, Outcome outcome) {
        boolean _ = written(order.id(), () -> book.end(order, outcome, now()));
        site.steps().accept(Step.OUTCOME_NOTED);
        messenger.tell(order.service(), outcome.fact(order.id(), order.incident()));
        site.steps().accept(Step.TOLD);
        boolean _ = written(order.id(), () -> book.told(order.id(), now()));
    }

    private Instant now() {
        return site.clock().instant();
    }

    @FunctionalInterface
    private interface Writing {
        void write() throws IOException;
    }

    private static boolean written(OrderId order, Writing writing) {
        try {
            writing.write();
            return true;
        } catch (IOException e) {
            OrderLog.notWrittenDown(order, String.valueOf(e.getMessage()));
            return false;
        }
    }
}

package dev.varde.collector.order;

import dev.varde.events.RestartOrder;
import dev.varde.events.config.Configuration.OrderLimit;
import dev.varde.events.config.Configuration.Service;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What is to be done with an order.
sealed interface Judgement {
    /// How far the clock that an order was written by may be ahead of this host's.
    Duration AHEAD = Duration.ofSeconds(10);

    record CarryOut(Service service) implements Judgement {}

    record Refuse(String reason) implements Judgement {}

    /// Nobody who is trusted signed it. It is told and not written down: whoever writes to the
    /// topic could else use up the id of an order that is still to come, or fill the disk.
    record Distrust(String reason) implements Judgement {}

    /// It was seen before: its outcome is told already, or will be.
    record PassOver() implements Judgement {}

    /// What this host did before.
    ///
    /// @param seen the order stands in the book
    /// @param restarts of its service within the limit's time
    /// @param busy another order for its service is being carried out
    record Past(boolean seen, int restarts, boolean busy) {}

    /// Whether it is seen before comes before its expiry: one that was carried out and is read once
    /// more has its outcome, and is not refused afterwards.
    static Judgement of(RestartOrder order, Terms terms, Past past, Instant now) {
        Optional<String> doubt = terms.trust().doubt(order);
        if (doubt.isPresent()) {
            return new Distrust(doubt.get());
        }
        if (!order.host().equals(terms.host())) {
            return new Refuse(
                    "the order is for host " + order.host() + ", this is " + terms.host());
        }
        if (past.seen()) {
            return new PassOver();
        }
        return untimely(order, now)
                .<Judgement>map(Refuse::new)
                .orElseGet(() -> byService(order, terms, past));
    }

    /// Why an order is none for this moment.
    static Optional<String> untimely(RestartOrder order, Instant now) {
        if (!now.isBefore(order.expires())) {
            return Optional.of("the order expired at " + order.expires());
        }
        if (order.issued().isAfter(now.plus(AHEAD))) {
            return Optional.of(
                    "the order was issued at %s and here it is %s: set this host's clock, or the notifier's"
                            .formatted(order.issued(), now));
        }
        Duration life = Duration.between(order.issued(), order.expires());
        return life.compareTo(RestartOrder.LONGEST) > 0
                ? Optional.of(
                        "the order would live for %d s, and at most %d are believed"
                                .formatted(life.toSeconds(), RestartOrder.LONGEST.toSeconds()))
                : Optional.empty();
    }

    private static Judgement byService(RestartOrder order, Terms terms, Past past) {
        Optional<Service> service = terms.service(order.service());
        if (service.isEmpty()) {
            return new Refuse("no service " + order.service() + " is configured on this host");
        }
        if (order.toDo().restarts() && service.get().restart() == null) {
            return new Refuse("service " + order.service() + " has no restart action");
        }
        OrderLimit limit = terms.limit();
        if (order.toDo().restarts() && past.restarts() >= limit.restarts()) {
            return new Refuse(
                    "%s was restarted %d times within %s already, as often as orders: limit: allows"
                            .formatted(order.service(), past.restarts(), inWords(limit.within())));
        }
        return past.busy()
                ? new Refuse("another order for " + order.service() + " is under way")
                : new CarryOut(service.get());
    }

    private static String inWords(Duration time) {
        return time.toSeconds() % 60 == 0 && time.toMinutes() > 0
                ? time.toMinutes() + " min"
                : time.toSeconds() + " s";
    }
}

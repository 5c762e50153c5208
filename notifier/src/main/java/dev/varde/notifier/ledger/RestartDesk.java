package dev.varde.notifier.ledger;

import dev.varde.events.Delivery;
import dev.varde.events.Incident;
import dev.varde.events.IncidentId;
import dev.varde.events.OperatorWord;
import dev.varde.events.ServiceName;
import dev.varde.events.config.Configuration.Restarts;
import dev.varde.events.config.Cure;
import dev.varde.notifier.NotifierLog;
import dev.varde.notifier.restart.FleetRules;
import dev.varde.notifier.restart.RestartDecision;
import dev.varde.notifier.restart.RestartRules;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToIntFunction;

/// Watches the open incidents of services, and writes orders, plans and refusals.
///
/// Nothing of it needs saving: what it decides follows from the incidents, the ledger and the time.
/// What concerns a whole service is decided by the order of the entries in the one partition that
/// all notifiers write them to: a restart is first claimed, and ordered once the claim has been
/// read back and there is a place for it after all that stands before it.
final class RestartDesk {
    /// How often all are looked at without a reason; other notifiers' orders and people's words are
    /// noticed by then.
    private static final Duration ROUND = Duration.ofSeconds(2);

    private static final Duration STALE = Duration.ofMinutes(5);

    private static final Duration FORGET = Duration.ofHours(1);

    private final RestartRules rules;
    private final FleetRules fleetRules;
    private final RestartBook book;
    private final ToIntFunction<ServiceName> home;
    private final Duration longestHold;
    private final Map<IncidentId, Incident> watched = new LinkedHashMap<>();
    private final Map<ServiceName, Places> places = new HashMap<>();

    /// Claims that were made and not decided yet, and when.
    private final Map<IncidentId, Instant> claims = new HashMap<>();

    private Instant next = Instant.MIN;
    private Instant forgets = Instant.MIN;
    private boolean claimed;

    /// @param home the partition of the ledger where all about the restarts of a service stands
    RestartDesk(Restarts limits, RestartBook book, ToIntFunction<ServiceName> home) {
        this.rules = new RestartRules(limits);
        this.fleetRules = new FleetRules(limits);
        this.book = book;
        this.home = home;
        this.longestHold = longestHold(limits);
    }

    private static Duration longestHold(Restarts limits) {
        return limits.cures().values().stream()
                .map(Cure::hold)
                .filter(Objects::nonNull)
                .map(Cure.Hold::within)
                .reduce(Duration.ZERO, (a, b) -> a.compareTo(b) > 0 ? a : b);
    }

    /// A new revision; the last step of an incident is looked at once more, to settle what is left.
    void saw(Incident incident) {
        if (incident.service() == null) {
            return;
        }
        Incident before = watched.get(incident.id());
        if (before == null || before.revision() <= incident.revision()) {
            watched.put(incident.id(), incident);
            next = Instant.MIN;
        }
    }

    /// When to look next; far away with nothing to watch.
    Instant next() {
        return watched.isEmpty() ? Instant.MAX : next;
    }

    /// Decides about all that is watched. The book must be caught up with.
    ///
    /// @return whether claims were made, which can be decided as soon as they are read back
    boolean round(Instant now, Batch batch) {
        next = now.plus(ROUND);
        claimed = false;
        places.clear();
        if (now.isAfter(forgets)) {
            book.forget(now, longestHold);
            forgets = now.plus(FORGET);
        }
        watched.values().forEach(incident -> look(incident, now, batch));
        watched.values().removeIf(Incident::closed);
        return claimed;
    }

    /// An operator's order, whatever the budget says.
    void orderNow(OperatorWord.RestartNow word, Instant now, Batch batch) {
        boolean stale = word.at().isBefore(now.minus(STALE));
        if (stale) {
            NotifierLog.tooOld("restart of " + word.service() + "@" + word.host());
        }
        Incident known = word.incident() == null ? null : watched.get(word.incident());
        int number = known == null ? 1 : book.past(known).ofIncident().size() + 1;
        RestartPapers.Order paper = RestartPapers.byOperator(word, known, number, now, stale);
        write(paper.delivery(), word.service(), batch);
        if (!stale) {
            batch.add(paper.order());
        }
    }

    private void look(Incident incident, Instant now, Batch batch) {
        settle(incident, now, batch);
        switch (rules.decide(incident, book.past(incident), now)) {
            case RestartDecision.OrderRestart d -> order(incident, d, now, batch);
            case RestartDecision.Wait d -> plan(incident, d, now, batch);
            case RestartDecision.Decline d ->
                    decline(incident, RestartBook.DECLINED, d.reason(), now, batch);
            case RestartDecision.Nothing d -> takeBack(incident, d.reason(), now, batch);
        }
        ask(incident, now, batch);
    }

    /// Notes what became of orders, and the end of the incident.
    private void settle(Incident incident, Instant now, Batch batch) {
        List<Delivery> orders = book.orders(incident.id()).toList();
        orders.stream()
                .flatMap(d -> Settling.of(d, incident, now).stream())
                .forEach(d -> write(d, incident, batch));
        if (incident.closed()
                && !orders.isEmpty()
                && book.entry(incident.id(), RestartBook.ENDED).isEmpty()) {
            write(Settling.end(incident, now), incident, batch);
        }
    }

    /// Within its budget; now the service as a whole is asked.
    private void order(
            Incident incident, RestartDecision.OrderRestart d, Instant now, Batch batch) {
        Places at = places(incident, now);
        Optional<String> stopped = fleetRules.stopped(incident, at.fleet(), now);
        if (stopped.isPresent()) {
            withdraw(incident, stopped.get(), now, batch);
            decline(incident, RestartBook.STOPPED, stopped.get(), now, batch);
            return;
        }
        int most = fleetRules.atOnce(incident);
        Optional<Delivery> claim = at.claim(incident.id(), d.number(), now);
        if (claim.isEmpty()) {
            claimOrWait(incident, d, at, most, now, batch);
        } else if (at.before(claim.get()) < most) {
            grant(incident, d, claim.get(), at, now, batch);
        } else {
            plan(incident, waiting(d, most), now, batch);
        }
    }

    private void claimOrWait(
            Incident incident,
            RestartDecision.OrderRestart d,
            Places at,
            int most,
            Instant now,
            Batch batch) {
        Instant before = claims.get(incident.id());
        if (before != null && now.isBefore(before.plus(Places.OWN))) {
            claimed = true; // it has not been read back yet
            return;
        }
        if (at.taken(incident.id()) >= most) {
            plan(incident, waiting(d, most), now, batch);
            return;
        }
        at.ask(incident, FleetRules.explained(incident));
        claims.put(incident.id(), now);
        claimed = true;
        // Not applied: it counts from where it is read back.
        batch.add(
                RestartPapers.claim(incident, d.number(), now, Places.OWN),
                home.applyAsInt(service(incident)));
    }

    private static RestartDecision.Wait waiting(RestartDecision.OrderRestart d, int most) {
        String reason = "waits for its turn: at most " + most + " of the service restart at once";
        return new RestartDecision.Wait(null, d.number(), true, reason);
    }

    private void grant(
            Incident incident,
            RestartDecision.OrderRestart d,
            Delivery claim,
            Places at,
            Instant now,
            Batch batch) {
        RestartPapers.Order paper = RestartPapers.byVarde(incident, d, now);
        write(RestartPapers.ended(claim, Delivery.State.DELIVERED, "has a place"), incident, batch);
        write(paper.delivery(), incident, batch);
        batch.add(paper.order());
        at.granted(incident.id());
        claims.remove(incident.id());
        NotifierLog.restart(incident.id(), incident.subject(), "order " + d.number());
    }

    private void plan(Incident incident, RestartDecision.Wait d, Instant now, Batch batch) {
        withdraw(incident, d.reason(), now, batch);
        if (d.until() != null && d.until().isBefore(next)) {
            next = d.until();
        }
        boolean known =
                book.planned(incident.id()).filter(p -> p.reason().equals(d.reason())).isPresent();
        if (d.restart() && !known) {
            write(RestartPapers.planned(incident, d, now), incident, batch);
        }
    }

    private void decline(Incident incident, String type, String reason, Instant now, Batch batch) {
        takeBack(incident, reason, now, batch);
        Delivery note = RestartPapers.note(incident, type, Delivery.State.HELD_BACK, reason, now);
        write(note, incident, batch);
        batch.add(RestartPapers.declined(incident, reason, now));
        NotifierLog.restart(incident.id(), incident.subject(), "declined");
    }

    private void takeBack(Incident incident, String reason, Instant now, Batch batch) {
        withdraw(incident, reason, now, batch);
        book.planned(incident.id())
                .ifPresent(planned ->
                        write(
                                RestartPapers.ended(planned, Delivery.State.SUPERSEDED, reason),
                                incident,
                                batch));
    }

    /// Gives back a claim, so that nobody waits for it.
    private void withdraw(Incident incident, String reason, Instant now, Batch batch) {
        claims.remove(incident.id());
        book.claim(incident.id())
                .ifPresent(claim -> {
                    write(
                            RestartPapers.ended(claim, Delivery.State.SUPERSEDED, reason),
                            incident,
                            batch);
                    places(incident, now).withdrawn(incident.id());
                });
    }

    /// Nobody is told of an incident that another one explains: where its restarts are stopped,
    /// people are asked in the thread of that one.
    private void ask(Incident incident, Instant now, Batch batch) {
        if (incident.closed() || incident.parent() != null) {
            return;
        }
        Instant asked =
                book.entry(incident.id(), RestartBook.ASKED).map(Delivery::intended).orElse(null);
        places(incident, now)
                .stoppedBelow(incident.id(), asked)
                .ifPresent(stopped -> {
                    String reason = stopped.reason();
                    write(
                            RestartPapers.note(
                                    incident,
                                    RestartBook.ASKED,
                                    Delivery.State.HELD_BACK,
                                    reason,
                                    now),
                            incident,
                            batch);
                    batch.add(RestartPapers.stopped(incident, reason, now));
                });
    }

    private Places places(Incident incident, Instant now) {
        return places.computeIfAbsent(
                service(incident),
                s -> new Places(s, book.of(s), book.words(), fleetRules.horizon(), now));
    }

    private void write(Delivery entry, Incident incident, Batch batch) {
        write(entry, service(incident), batch);
    }

    private void write(Delivery entry, ServiceName service, Batch batch) {
        batch.add(entry, home.applyAsInt(service));
        book.apply(entry);
    }

    private static ServiceName service(Incident incident) {
        return Objects.requireNonNull(incident.service());
    }
}

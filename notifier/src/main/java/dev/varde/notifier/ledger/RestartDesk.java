package dev.varde.notifier.ledger;

import dev.varde.events.Incident;
import dev.varde.events.IncidentId;
import dev.varde.events.OperatorWord;
import dev.varde.notifier.NotifierLog;
import dev.varde.notifier.restart.RestartDecision;
import dev.varde.notifier.restart.RestartRules;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// Watches the open incidents that a restart may mend, and writes orders, plans and refusals.
///
/// Nothing of it needs saving: what it decides follows from the incidents, the ledger and the time.
final class RestartDesk {
    /// How often all are looked at without a reason; other notifiers' orders and people's words are
    /// noticed by then.
    private static final Duration ROUND = Duration.ofSeconds(2);

    private static final Duration STALE = Duration.ofMinutes(5);

    private final RestartRules rules;
    private final RestartBook book;
    private final Map<IncidentId, Watched> watched = new HashMap<>();
    private Instant next = Instant.MIN;

    private record Watched(Incident incident, int partition) {}

    RestartDesk(RestartRules rules, RestartBook book) {
        this.rules = rules;
        this.book = book;
    }

    /// A new revision; the last step of an incident is looked at once more, to take back its plan.
    void saw(Incident incident, int partition) {
        if (incident.service() == null || !incident.restartable()) {
            watched.remove(incident.id());
            return;
        }
        Watched before = watched.get(incident.id());
        if (before == null || before.incident().revision() <= incident.revision()) {
            watched.put(incident.id(), new Watched(incident, partition));
            next = Instant.MIN;
        }
    }

    /// When to look next; far away with nothing to watch.
    Instant next() {
        return watched.isEmpty() ? Instant.MAX : next;
    }

    /// Decides about all that is watched. The book must be caught up with.
    void round(Instant now, Batch batch) {
        next = now.plus(ROUND);
        for (Watched w : watched.values()) {
            look(w, now, batch);
        }
        watched.values().removeIf(w -> w.incident().closed());
    }

    /// An operator's order, whatever the budget says.
    void orderNow(OperatorWord.RestartNow word, int partition, Instant now, Batch batch) {
        boolean stale = word.at().isBefore(now.minus(STALE));
        if (stale) {
            NotifierLog.tooOld("restart of " + word.service() + "@" + word.host());
        }
        RestartPapers.Order paper = RestartPapers.byOperator(word, number(word), now, stale);
        batch.add(paper.delivery(), partition);
        book.apply(paper.delivery());
        if (!stale) {
            batch.add(paper.order());
        }
    }

    private int number(OperatorWord.RestartNow word) {
        Watched w = word.incident() == null ? null : watched.get(word.incident());
        return w == null ? 1 : book.past(w.incident()).ofIncident().size() + 1;
    }

    private void look(Watched w, Instant now, Batch batch) {
        Incident incident = w.incident();
        switch (rules.decide(incident, book.past(incident), now)) {
            case RestartDecision.OrderRestart d -> order(w, d, now, batch);
            case RestartDecision.Wait d -> plan(w, d, now, batch);
            case RestartDecision.Decline d -> decline(w, d, now, batch);
            case RestartDecision.Nothing d -> takeBack(w, d.reason(), batch);
        }
    }

    private void order(Watched w, RestartDecision.OrderRestart d, Instant now, Batch batch) {
        RestartPapers.Order paper =
                RestartPapers.byVarde(w.incident(), d.number(), d.reason(), now);
        batch.add(paper.delivery(), w.partition());
        batch.add(paper.order());
        book.apply(paper.delivery());
        NotifierLog.restart(w.incident().id(), w.incident().subject(), "order " + d.number());
    }

    private void plan(Watched w, RestartDecision.Wait d, Instant now, Batch batch) {
        if (d.until().isBefore(next)) {
            next = d.until();
        }
        if (d.restart() && book.planned(w.incident().id()).isEmpty()) {
            var planned = RestartPapers.planned(w.incident(), d, now);
            batch.add(planned, w.partition());
            book.apply(planned);
        }
    }

    private void decline(Watched w, RestartDecision.Decline d, Instant now, Batch batch) {
        takeBack(w, d.reason(), batch);
        var declined = RestartPapers.declined(w.incident(), d.reason(), now);
        batch.add(declined, w.partition());
        batch.add(RestartPapers.word(w.incident(), d.reason(), now));
        book.apply(declined);
        NotifierLog.restart(w.incident().id(), w.incident().subject(), "declined");
    }

    private void takeBack(Watched w, String reason, Batch batch) {
        book.planned(w.incident().id())
                .ifPresent(planned -> {
                    var taken = RestartPapers.takenBack(planned, reason);
                    batch.add(taken, w.partition());
                    book.apply(taken);
                });
    }
}

package dev.varde.notifier.ledger;

import dev.varde.events.Incident;
import dev.varde.events.Incident.Change;
import dev.varde.events.IncidentId;
import dev.varde.notifier.dispatch.Job;
import dev.varde.notifier.followup.Followups;
import dev.varde.notifier.followup.Story;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Watches the incidents about which time alone may make something due.
///
/// Nothing of it needs saving: what is due follows from the incidents, the ledger, people's words
/// and the time.
final class FollowupDesk {
    private final Clerk clerk;
    private final LedgerState state;
    private final Map<IncidentId, Watched> watched = new HashMap<>();
    private final TreeSet<Watched> agenda =
            new TreeSet<>(
                    Comparator.comparing(Watched::next)
                            .thenComparing(w -> w.incident().id().value()));

    record Watched(Incident incident, int partition, Instant next) {
        private Watched at(Instant time) {
            return new Watched(incident, partition, time);
        }
    }

    FollowupDesk(Clerk clerk, LedgerState state) {
        this.clerk = clerk;
        this.state = state;
    }

    /// A new revision; looked at with the next round.
    void saw(Incident incident, int partition) {
        Watched before = watched.get(incident.id());
        if (before == null || before.incident().revision() <= incident.revision()) {
            put(new Watched(incident, partition, Instant.MIN));
        }
    }

    /// The newest revision of an incident that is open, or of which something is still held back.
    Optional<Watched> find(IncidentId incident) {
        return Optional.ofNullable(watched.get(incident));
    }

    /// When to look next; far away with nothing to expect.
    Instant next() {
        return agenda.isEmpty() ? Instant.MAX : agenda.getFirst().next();
    }

    /// Looks at all of which something is held back: a silence may have ended early.
    void lookAtHeld() {
        for (Watched w : List.copyOf(watched.values())) {
            if (state.story(w.incident().id()).filter(s -> !s.held().isEmpty()).isPresent()) {
                put(w.at(Instant.MIN));
            }
        }
    }

    /// What is due by now.
    List<Job> round(Instant now) {
        Set<Watched> due = new HashSet<>();
        while (!agenda.isEmpty() && !agenda.getFirst().next().isAfter(now)) {
            due.add(agenda.pollFirst());
        }
        Sequel sequel = new Sequel(clerk.drafts(), now);
        List<Watched> ordered = new ArrayList<>(due);
        ordered.sort(Comparator.comparing(w -> w.incident().id().value()));
        ordered.forEach(w -> look(w, now, sequel));
        return sequel.jobs();
    }

    private void look(Watched w, Instant now, Sequel sequel) {
        Story story = state.story(w.incident().id()).orElse(null);
        if (story == null || (w.incident().closed() && story.held().isEmpty())) {
            forget(w);
            return;
        }
        Incident asNew = w.incident().closed() ? w.incident() : opened(w.incident());
        Followups followups = Followups.of(w.incident(), story, clerk.decide(asNew, now), now);
        sequel.add(w.incident(), w.partition(), story, followups.due());
        Instant next = followups.due().isEmpty() ? followups.next() : now.plusSeconds(1);
        put(w.at(next));
    }

    private void put(Watched w) {
        Watched before = watched.put(w.incident().id(), w);
        if (before != null) {
            agenda.remove(before);
        }
        if (w.next().isBefore(Instant.MAX)) {
            agenda.add(w);
        }
    }

    private void forget(Watched w) {
        if (w.incident().closed()) {
            watched.remove(w.incident().id());
        } else {
            put(w.at(Instant.MAX));
        }
    }

    /// The revision as if it had opened now: what it says is new to who was not told.
    private static Incident opened(Incident i) {
        return new Incident(
                i.id(),
                i.revision(),
                Change.OPENED,
                i.state(),
                i.severity(),
                i.service(),
                i.host(),
                i.labels(),
                i.cause(),
                i.confidence(),
                i.phase(),
                i.summary(),
                i.times(),
                i.evidence(),
                i.findings(),
                i.advice(),
                i.restarts(),
                i.occurrences(),
                i.members(),
                i.parent(),
                i.acknowledged(),
                i.restartable(),
                i.note(),
                i.memory(),
                i.lastLines(),
                i.timeline(),
                i.fingerprint(),
                i.seen());
    }
}

package dev.varde.notifier.ledger;

import dev.varde.events.Delivery;
import dev.varde.events.Incident;
import dev.varde.events.IncidentId;
import dev.varde.events.OperatorWord.ReplayDeliveries;
import dev.varde.notifier.NotifierLog;
import dev.varde.notifier.delivery.Deliveries;
import dev.varde.notifier.delivery.Digests;
import dev.varde.notifier.dispatch.Job;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// Makes failed deliveries intended again when people ask for it. Each notifier does so for its own
/// partitions.
///
/// Whether a word is carried out is seen from the deliveries: one that failed before the word was
/// said is tried again, one that failed after it was.
final class ReplayDesk {
    private static final String RESOLVED = "incident.resolved";

    private final LedgerState state;
    private final Set<Integer> partitions;
    private final Set<ReplayDeliveries> done = new HashSet<>();

    ReplayDesk(LedgerState state, Set<Integer> partitions) {
        this.state = state;
        this.partitions = Set.copyOf(partitions);
    }

    /// @param find the newest revisions of incidents
    List<Job> round(Function<Collection<IncidentId>, List<LedgerReader.Found>> find, Instant now) {
        List<Job> jobs = new ArrayList<>();
        for (ReplayDeliveries word : state.replays()) {
            if (done.add(word)) {
                replay(word, find, now, jobs);
            }
        }
        return jobs;
    }

    private void replay(
            ReplayDeliveries word,
            Function<Collection<IncidentId>, List<LedgerReader.Found>> find,
            Instant now,
            List<Job> jobs) {
        List<LedgerState.Held> asked =
                state.failed().stream()
                        .filter(h -> partitions.contains(h.partition()))
                        .filter(h -> fits(word, h.delivery()))
                        .toList();
        if (asked.isEmpty()) {
            return;
        }
        Map<IncidentId, Incident> newest = new HashMap<>();
        find.apply(Digests.about(asked.stream().map(LedgerState.Held::delivery).toList()))
                .forEach(f -> newest.put(f.incident().id(), f.incident()));
        int before = jobs.size();
        for (LedgerState.Held held : asked) {
            again(word, held, newest, now, jobs);
        }
        NotifierLog.replayed(word.by(), jobs.size() - before, asked.size());
    }

    private static void again(
            ReplayDeliveries word,
            LedgerState.Held held,
            Map<IncidentId, Incident> newest,
            Instant now,
            List<Job> jobs) {
        Delivery d = held.delivery();
        List<Incident> incidents =
                Digests.about(d).stream().filter(newest::containsKey).map(newest::get).toList();
        boolean over = incidents.stream().allMatch(Incident::closed);
        if (incidents.isEmpty() || (over && !word.resolved() && !d.type().equals(RESOLVED))) {
            return;
        }
        Delivery again = Deliveries.again(d, "tried again, asked for by " + word.by(), now);
        jobs.add(new Job(again, held.partition(), incidents));
    }

    private static boolean fits(ReplayDeliveries word, Delivery d) {
        return Deliveries.last(d).isBefore(word.at())
                && (word.receiver() == null || word.receiver().equals(d.receiver()))
                && (word.since() == null || !d.intended().isBefore(word.since()))
                && (word.incident() == null || Digests.about(d).contains(word.incident()))
                && (word.deliveries().isEmpty() || word.deliveries().contains(d.id()));
    }
}

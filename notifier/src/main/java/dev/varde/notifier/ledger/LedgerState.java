package dev.varde.notifier.ledger;

import dev.varde.events.Delivery;
import dev.varde.events.DeliveryId;
import dev.varde.events.IncidentId;
import dev.varde.events.OperatorWord;
import dev.varde.notifier.delivery.Deliveries;
import dev.varde.notifier.routing.Medium;
import dev.varde.notifier.routing.Told;
import dev.varde.notifier.silence.Silences;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What the ledger says, in memory: rebuilt from `varde.deliveries` at each start and kept up to
/// date by what is written. Of ended deliveries it keeps only the highest revision of each incident
/// and the last mailed subject.
final class LedgerState implements Told {
    private final Map<DeliveryId, Held> open = new HashMap<>();
    private final Map<IncidentId, Integer> decided = new HashMap<>();
    private final Map<Mailed, Delivery> mailed = new HashMap<>();
    private final Map<IncidentId, Set<String>> told = new HashMap<>();
    private final RestartBook restarts = new RestartBook();
    private Silences silences = Silences.NONE;

    /// @param partition where the delivery's record is
    record Held(Delivery delivery, int partition) {}

    private record Mailed(IncidentId incident, String receiver) {}

    void apply(Delivery d, int partition) {
        restarts.apply(d);
        if (d.channel().equals(RestartBook.CHANNEL)) {
            return;
        }
        decided.merge(d.incident(), d.revision(), Math::max);
        rememberTold(d);
        if (Deliveries.open(d)) {
            open.put(d.id(), new Held(d, partition));
        } else {
            open.remove(d.id());
        }
        if (d.channel().equals(Medium.MAIL.channel())
                && d.state() != Delivery.State.HELD_BACK
                && d.state() != Delivery.State.FAILED) {
            rememberMail(d);
        }
    }

    void apply(OperatorWord word) {
        restarts.apply(word);
        silences = silences.heard(word);
    }

    Silences silences() {
        return silences;
    }

    RestartBook restarts() {
        return restarts;
    }

    /// Whether deliveries about this revision or a later one are in the ledger already.
    boolean isDecided(IncidentId incident, int revision) {
        return decided.getOrDefault(incident, 0) >= revision;
    }

    /// Deliveries still to be made, in the order in which they are to be told.
    List<Held> open(Set<Integer> partitions) {
        return open.values().stream()
                .filter(h -> partitions.contains(h.partition()))
                .sorted(Comparator.comparingInt(h -> h.delivery().revision()))
                .toList();
    }

    @Override
    public Optional<String> lastSubject(IncidentId incident, String receiver, Medium medium) {
        return medium == Medium.MAIL
                ? Optional.ofNullable(mailed.get(new Mailed(incident, receiver)))
                        .map(Delivery::subject)
                : Optional.empty();
    }

    @Override
    public Set<String> receivers(IncidentId incident) {
        return Set.copyOf(told.getOrDefault(incident, Set.of()));
    }

    private void rememberTold(Delivery d) {
        if (d.type().equals("incident.resolved")) {
            told.remove(d.incident());
        } else if (d.state() != Delivery.State.HELD_BACK) {
            told.computeIfAbsent(d.incident(), _ -> new HashSet<>()).add(d.receiver());
        }
    }

    private void rememberMail(Delivery d) {
        Mailed key = new Mailed(d.incident(), d.receiver());
        Delivery last = mailed.get(key);
        if (d.type().equals("incident.resolved")) {
            mailed.remove(key);
        } else if (last == null || last.revision() <= d.revision()) {
            mailed.put(key, d);
        }
    }
}

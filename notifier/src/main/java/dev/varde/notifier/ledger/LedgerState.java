package dev.varde.notifier.ledger;

import dev.varde.events.Delivery;
import dev.varde.events.DeliveryId;
import dev.varde.events.IncidentId;
import dev.varde.events.OperatorWord;
import dev.varde.notifier.delivery.Deliveries;
import dev.varde.notifier.delivery.Digests;
import dev.varde.notifier.followup.Groups;
import dev.varde.notifier.followup.Story;
import dev.varde.notifier.routing.Medium;
import dev.varde.notifier.routing.Told;
import dev.varde.notifier.silence.Silences;
import dev.varde.notifier.text.Wording;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What the ledger says, in memory: rebuilt from `varde.deliveries` at each start and kept up to
/// date by what is written.
///
/// It stays small: of ended deliveries it keeps what open incidents need, the highest revision of
/// each of the last 100,000 incidents, and the last 20,000 that failed. Reading a record again
/// changes nothing.
final class LedgerState implements Told {
    private static final int MOST_DECIDED = 100_000;
    private static final int MOST_FAILED = 20_000;
    private static final int MOST_REPLAYS = 1_000;

    private final Map<DeliveryId, Held> open = new HashMap<>();
    private final Map<IncidentId, Integer> decided = new Recent<>(MOST_DECIDED);
    private final Map<IncidentId, Story> stories = new Recent<>(MOST_DECIDED);
    private final Map<DeliveryId, Held> failed = new Recent<>(MOST_FAILED);
    private final Map<GroupKey, Groups.Last> groups = new Recent<>(MOST_DECIDED);
    private final ReceiverBook receivers = new ReceiverBook();
    private final Map<OperatorWord.ReplayDeliveries, Boolean> replays = new Recent<>(MOST_REPLAYS);
    private final Set<IncidentId> troubles = new HashSet<>();
    private Silences silences = Silences.NONE;
    private final RestartBook restarts = new RestartBook();

    /// @param partition where the delivery's record is
    record Held(Delivery delivery, int partition) {}

    private record GroupKey(Story.Line line, String group) {}

    void apply(Delivery d, int partition) {
        restarts.apply(d);
        if (!Deliveries.message(d)) {
            return;
        }
        receivers.apply(d);
        remember(d, partition);
        if (!d.type().equals(Wording.TEST)) {
            decided.merge(d.incident(), d.revision(), Math::max);
            tell(d);
        }
    }

    void apply(OperatorWord word) {
        restarts.apply(word);
        receivers.apply(word);
        if (word instanceof OperatorWord.ReplayDeliveries w) {
            replays.put(w, true);
        }
        silences = silences.heard(word);
    }

    /// The silences that hold or will, of those that nobody ended.
    Silences silences() {
        return silences;
    }

    RestartBook restarts() {
        return restarts;
    }

    ReceiverBook receivers() {
        return receivers;
    }

    /// Whether deliveries about this revision or a later one are in the ledger already.
    boolean isDecided(IncidentId incident, int revision) {
        return decided.getOrDefault(incident, 0) >= revision;
    }

    /// Deliveries still to be made, in the order in which they are to be told.
    List<Held> open(Set<Integer> partitions) {
        return open.values().stream()
                .filter(h -> partitions.contains(h.partition()))
                .sorted(
                        Comparator.<Held, Instant>comparing(h -> h.delivery().intended())
                                .thenComparingInt(h -> h.delivery().revision()))
                .toList();
    }

    /// Deliveries that failed, those of longest ago first.
    List<Held> failed() {
        return List.copyOf(failed.values());
    }

    /// What people asked to be tried again, the earliest word first.
    List<OperatorWord.ReplayDeliveries> replays() {
        return List.copyOf(replays.keySet());
    }

    /// The incident by which somebody was told of Varde's own trouble and not of its end.
    Optional<IncidentId> ownTrouble(String what) {
        return troubles.stream().filter(id -> OwnTrouble.isAbout(id, what)).findFirst();
    }

    /// The incidents that open deliveries tell of.
    Set<IncidentId> toTell(Set<Integer> partitions) {
        Set<IncidentId> all = new HashSet<>();
        open(partitions).forEach(h -> all.addAll(Digests.about(h.delivery())));
        return all;
    }

    /// The incidents of which something is held back until a time.
    Set<IncidentId> held() {
        Set<IncidentId> all = new HashSet<>();
        stories.forEach((id, story) -> {
            if (!story.held().isEmpty()) {
                all.add(id);
            }
        });
        return all;
    }

    Optional<Story> story(IncidentId incident) {
        return Optional.ofNullable(stories.get(incident));
    }

    Optional<Groups.Last> lastOf(Story.Line line, String group) {
        return Optional.ofNullable(groups.get(new GroupKey(line, group)));
    }

    @Override
    public Optional<String> lastSubject(IncidentId incident, String receiver, Medium medium) {
        return medium == Medium.MAIL
                ? story(incident).flatMap(s -> s.lastSubject(receiver, medium))
                : Optional.empty();
    }

    @Override
    public Set<String> receivers(IncidentId incident) {
        return story(incident).map(Story::receivers).orElse(Set.of());
    }

    private void remember(Delivery d, int partition) {
        Held held = new Held(d, partition);
        if (Deliveries.open(d)) {
            open.put(d.id(), held);
        } else {
            open.remove(d.id());
        }
        if (Deliveries.dead(d)) {
            failed.put(d.id(), held);
        } else {
            failed.remove(d.id());
        }
    }

    private void tell(Delivery d) {
        Story story = stories.computeIfAbsent(d.incident(), _ -> new Story());
        story.apply(d);
        if (story.done()) {
            stories.remove(d.incident());
        }
        if (OwnTrouble.isOwn(d.incident())) {
            if (story.done()) {
                troubles.remove(d.incident());
            } else {
                troubles.add(d.incident());
            }
        }
        if (d.group() != null && d.state() != Delivery.State.HELD_BACK) {
            Instant at = d.due() != null && d.attempts().isEmpty() ? d.due() : d.intended();
            groups.merge(
                    new GroupKey(Story.Line.of(d), d.group()),
                    new Groups.Last(at, d.incident()),
                    (a, b) -> b.at().isBefore(a.at()) ? a : b);
        }
    }
}

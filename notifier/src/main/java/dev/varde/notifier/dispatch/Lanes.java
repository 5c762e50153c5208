package dev.varde.notifier.dispatch;

import dev.varde.events.IncidentId;
import dev.varde.notifier.delivery.Telling;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What waits for one receiver, in a lane for each incident. Nothing of a lane starts while
/// something of it is under way, so that no message overtakes an earlier one about the same
/// incident. A digest is in the lanes of all its incidents.
///
/// Not safe for several threads: the outlet's lock guards it.
final class Lanes {
    private final Telling telling;
    private final Map<IncidentId, Deque<Item>> lanes = new HashMap<>();
    private final TreeSet<Item> startable = new TreeSet<>(Item.ORDER);

    Lanes(Telling telling) {
        this.telling = telling;
    }

    void add(Item item) {
        item.about().forEach(i -> lanes.computeIfAbsent(i, _ -> new ArrayDeque<>(2)).addLast(item));
        refresh(item.about());
    }

    void remove(Item item) {
        startable.remove(item);
        for (IncidentId i : item.about()) {
            Deque<Item> lane = lanes.get(i);
            if (lane != null && lane.remove(item) && lane.isEmpty()) {
                lanes.remove(i);
            }
        }
        refresh(item.about());
    }

    /// It is being sent.
    void start(Item item) {
        item.flying = true;
        refresh(item.about());
    }

    /// It was tried and is to be tried again.
    void back(Item item, Job changed) {
        startable.remove(item);
        item.change(changed);
        item.flying = false;
        refresh(item.about());
    }

    /// They may be tried from that time on, in the order in which they came.
    void hasten(Collection<Item> items, Instant now) {
        for (Item item : items) {
            startable.remove(item);
            item.hasten(now);
            refresh(item.about());
        }
    }

    boolean isEmpty() {
        return lanes.isEmpty();
    }

    /// What may start first, now or later; null when nothing may.
    @Nullable Item first() {
        return startable.isEmpty() ? null : startable.getFirst();
    }

    /// Whether there is a later one about the same incident.
    boolean hasLater(Item item) {
        Deque<Item> lane = lanes.get(item.about().getFirst());
        return lane != null && lane.getLast() != item;
    }

    /// What is told together with an item: the rest of its group that is due, or all that is due;
    /// and of each incident all that waits.
    ///
    /// @param everything all that is due, whatever its group
    /// @param most about how many incidents at most
    Set<Item> together(Item first, Instant now, boolean everything, int most) {
        Set<Item> all = new LinkedHashSet<>();
        join(first, all);
        String group = first.job().delivery().group();
        if (!everything && (group == null || telling != Telling.DIGEST)) {
            return all;
        }
        int incidents = first.about().size();
        for (Item item : startable) {
            incidents += item.about().size();
            if (item.due().isAfter(now) || incidents > most) {
                break;
            }
            if (!item.isTest()
                    && (everything || Objects.equals(group, item.job().delivery().group()))) {
                join(item, all);
            }
        }
        return all;
    }

    /// Takes an item along with everything that waits about its incidents.
    private void join(Item item, Set<Item> all) {
        Deque<Item> next = new ArrayDeque<>(List.of(item));
        while (!next.isEmpty()) {
            Item joined = next.removeFirst();
            if (all.add(joined)) {
                for (IncidentId i : joined.about()) {
                    for (Item other : lanes.getOrDefault(i, new ArrayDeque<>())) {
                        if (startable.contains(other) && !other.isTest()) {
                            next.add(other);
                        }
                    }
                }
            }
        }
    }

    List<Item> all() {
        Set<Item> all = new LinkedHashSet<>();
        lanes.values().forEach(all::addAll);
        return new ArrayList<>(all);
    }

    private void refresh(Collection<IncidentId> incidents) {
        for (IncidentId i : incidents) {
            Deque<Item> lane = lanes.get(i);
            if (telling == Telling.EVERY_REVISION && lane != null) {
                Item head = lane.getFirst(); // the others never were startable
                if (head.flying) {
                    startable.remove(head);
                } else {
                    startable.add(head);
                }
                continue;
            }
            for (Item item : lanes.getOrDefault(i, new ArrayDeque<>())) {
                if (mayStart(item)) {
                    startable.add(item);
                } else {
                    startable.remove(item);
                }
            }
        }
    }

    private boolean mayStart(Item item) {
        for (IncidentId i : item.about()) {
            for (Item other : lanes.getOrDefault(i, new ArrayDeque<>())) {
                if (other.flying) {
                    return false;
                }
            }
        }
        return true;
    }
}

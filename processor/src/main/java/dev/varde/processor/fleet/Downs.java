package dev.varde.processor.fleet;

import dev.varde.events.IncidentId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The troubles of a board's own instances, oldest first. One trouble may be that of several, when
/// their host is silent.
final class Downs {
    private final TreeMap<Down, Trouble> byAge =
            new TreeMap<>(
                    Comparator.comparing(Down::trouble, Trouble.AGE).thenComparing(Down::place));
    private final Map<IncidentId, Set<String>> places = new HashMap<>();
    private List<Trouble> heads = List.of();

    private record Down(Trouble trouble, String place) {}

    void count(Trouble t, String place, int by) {
        boolean concerned;
        if (by > 0) {
            concerned = heads.stream().noneMatch(h -> covers(h, t));
            byAge.put(new Down(t, place), t);
            places.computeIfAbsent(t.incident(), _ -> new LinkedHashSet<>()).add(place);
        } else {
            concerned = heads.stream().anyMatch(h -> h.incident().equals(t.incident()));
            byAge.remove(new Down(t, place));
            places.computeIfPresent(
                    t.incident(),
                    (_, all) -> {
                        all.remove(place);
                        return all.isEmpty() ? null : all;
                    });
        }
        if (concerned) {
            heads = found();
        }
    }

    /// Who has this incident.
    List<String> places(IncidentId incident) {
        return List.copyOf(places.getOrDefault(incident, Set.of()));
    }

    /// The oldest.
    List<Trouble> first(int most) {
        List<Trouble> first = new ArrayList<>();
        for (Trouble t : byAge.values()) {
            if (first.size() == most) {
                break;
            }
            if (first.isEmpty() || !first.getLast().incident().equals(t.incident())) {
                first.add(t);
            }
        }
        return first;
    }

    /// The oldest of each cause, and the next that is too young to be part of it.
    List<Trouble> heads() {
        return heads;
    }

    private List<Trouble> found() {
        List<Trouble> found = new ArrayList<>();
        for (Trouble t : byAge.values()) {
            if (found.stream().noneMatch(h -> h.incident().equals(t.incident()) || covers(h, t))) {
                found.add(t);
            }
        }
        return List.copyOf(found);
    }

    /// Whether the older one takes the younger in.
    private static boolean covers(Trouble head, Trouble t) {
        if (Trouble.AGE.compare(head, t) >= 0) {
            return false;
        }
        return t.above().contains(head.incident())
                || (head.cause().equals(t.cause())
                        && !head.recovering()
                        && !t.began().isAfter(head.began().plus(Board.TOGETHER)));
    }
}

package dev.varde.bench.faults;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Everything that reached any receiver, in order of arrival.
final class Inbox {
    private final List<Arrival> all = new ArrayList<>();
    private final Set<String> taken = new HashSet<>();

    synchronized void add(Arrival arrival) {
        all.add(arrival);
        if (arrival.taken()) {
            taken.add(arrival.receiver() + " " + arrival.id());
        }
    }

    synchronized List<Arrival> all() {
        return List.copyOf(all);
    }

    /// How many different messages these receivers have.
    synchronized int distinct(List<String> receivers) {
        int distinct = 0;
        for (String each : taken) {
            distinct += receivers.contains(each.substring(0, each.indexOf(' '))) ? 1 : 0;
        }
        return distinct;
    }
}

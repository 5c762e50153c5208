package dev.varde.bench.faults;

import dev.varde.events.Delivery;
import dev.varde.events.RestartOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The orders on the topic of commands, held against the ledger.
///
/// @param orders how many there are
/// @param wrong what must not be, in words
record RestartJudgement(int orders, List<String> wrong) {
    static RestartJudgement of(List<RestartOrder> orders, Map<String, Delivery> ledger) {
        List<String> wrong = new ArrayList<>();
        Map<String, RestartOrder> newest = new HashMap<>();
        Set<String> ids = new HashSet<>();
        for (RestartOrder order : orders) {
            if (!ids.add(order.id().value())) {
                wrong.add("ordered twice: " + order.id());
            }
            RestartOrder before = newest.put(String.valueOf(order.incident()), order);
            if (before != null && order.issued().isBefore(before.expires())) {
                wrong.add("ordered while an earlier one holds: " + order.id());
            }
        }
        Set<String> noted = new HashSet<>();
        for (Delivery d : ledger.values()) {
            if (d.type().equals("restart.ordered") && d.order() != null) {
                noted.add(d.order().value());
            }
        }
        ids.stream()
                .filter(id -> !noted.contains(id))
                .forEach(id -> wrong.add("ordered, and the ledger does not know: " + id));
        noted.stream()
                .filter(id -> !ids.contains(id))
                .forEach(id -> wrong.add("the ledger says ordered, and there is no order: " + id));
        return new RestartJudgement(orders.size(), wrong);
    }
}

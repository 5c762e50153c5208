package dev.varde.standalone.rehearsal;

import dev.varde.events.Incident;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// A receiver that new routes tell of an incident and old ones do not, or the other way round.
///
/// @param isNew whether the new ones tell it
/// @param reason why the new ones do, or why they or the old ones do not
public record Difference(Incident incident, String receiver, boolean isNew, String reason) {
    /// Against what was really told. Who was told because nobody acknowledged makes no difference,
    /// when the new routes might have told them so too.
    public static List<Difference> fromFact(Incident incident, Rehearsed next, Set<String> told) {
        List<Difference> all = new ArrayList<>();
        next.told()
                .forEach((receiver, reason) -> {
                    if (!told.contains(receiver)) {
                        all.add(new Difference(incident, receiver, true, reason));
                    }
                });
        told.stream()
                .sorted()
                .filter(r -> !next.told().containsKey(r) && !next.later().containsKey(r))
                .forEach(r ->
                        all.add(new Difference(incident, r, false, gone(next, r, "was told"))));
        return all;
    }

    /// Against what other routes would tell.
    public static List<Difference> fromRoutes(Incident incident, Rehearsed next, Rehearsed before) {
        List<Difference> all = new ArrayList<>();
        Map<String, String> now = called(next);
        Map<String, String> then = called(before);
        now.forEach((receiver, reason) -> {
            if (!then.containsKey(receiver)) {
                all.add(new Difference(incident, receiver, true, reason));
            }
        });
        then.forEach((receiver, reason) -> {
            if (!now.containsKey(receiver)) {
                all.add(new Difference(incident, receiver, false, gone(next, receiver, reason)));
            }
        });
        return all;
    }

    private static String gone(Rehearsed next, String receiver, String before) {
        String held = next.held().get(receiver);
        return before + (held == null ? "; no route leads there" : "; " + held);
    }

    private static Map<String, String> called(Rehearsed rehearsed) {
        Map<String, String> all = new TreeMap<>(rehearsed.later());
        all.putAll(rehearsed.told());
        return all;
    }
}

package dev.varde.events.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Demands on lists.
final class Places {
    private Places() {}

    static <T> List<T> notEmpty(Place place, Kind<T> kind, String remedy) {
        return notEmpty(place, item -> item.as(kind), remedy);
    }

    /// @param read one of the items
    static <T> List<T> notEmpty(Place place, Function<Place, Optional<T>> read, String remedy) {
        List<T> all =
                place.oneOrMore().stream().flatMap(item -> read.apply(item).stream()).toList();
        boolean bare =
                place.node() instanceof org.yaml.snakeyaml.nodes.SequenceNode list
                        && list.getValue().isEmpty();
        if (bare) {
            place.wrong("the list is empty", remedy);
        }
        return all;
    }

    /// A command and its arguments, run as they stand.
    static List<String> command(Place place) {
        if (place.node() instanceof org.yaml.snakeyaml.nodes.ScalarNode && !place.isEmpty()) {
            place.wrong(
                    "a command is a list",
                    "No shell splits it: write each word by itself, such as"
                            + " [/usr/bin/test, -f, /run/ok].");
            return List.of();
        }
        return notEmpty(place, Kinds.TEXT, "Write the program and its arguments.");
    }

    /// A name that stands twice is a problem at its second place.
    static <T> void unique(Iterable<Map.Entry<T, Place>> names, String noun) {
        Map<T, Place> first = new HashMap<>();
        for (Map.Entry<T, Place> name : names) {
            Place before = first.putIfAbsent(name.getKey(), name.getValue());
            if (before != null) {
                name.getValue()
                        .wrong(
                                "the " + noun + " '" + name.getKey() + "' stands twice",
                                "It is on line " + before.line() + " already; name one otherwise.");
            }
        }
    }
}

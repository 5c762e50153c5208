package dev.varde.events.config;

import dev.varde.events.config.MatcherWords.Fault;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads what a route matches and what it excludes.
final class MatcherReader {
    private static final Kind<String> ANY = Kinds.TEXT;

    private MatcherReader() {}

    static Map<String, List<String>> at(Section s, String key) {
        return s.find(key).map(MatcherReader::matchers).orElse(Map.of());
    }

    private static Map<String, List<String>> matchers(Place place) {
        Map<String, List<String>> matchers = new LinkedHashMap<>();
        Labels.named(place)
                .ifPresent(section ->
                        section.entries().forEach((name, values) -> put(matchers, name, values)));
        return matchers;
    }

    private static void put(Map<String, List<String>> matchers, String name, Place values) {
        Optional<Fault> fault = MatcherWords.inName(name);
        if (fault.isPresent()) {
            values.wrong(fault.get().what(), fault.get().remedy());
        } else {
            matchers.put(
                    name,
                    Places.notEmpty(values, p -> value(name, p), "Write at least one value."));
        }
    }

    private static Optional<String> value(String name, Place place) {
        boolean pattern = place.startsWith(MatcherWords.PATTERN);
        Optional<String> value = place.as(pattern ? ANY : MatcherWords.kind(name));
        value.flatMap(text -> MatcherWords.inValue(name, text))
                .ifPresent(fault -> place.wrong(fault.what(), fault.remedy()));
        return value;
    }

    /// Names a property by which a route can never match inside the one that it stands in: what the
    /// one wants, the other has not. Patterns are not looked into.
    static Optional<String> contradiction(
            Map<String, List<String>> match,
            Map<String, List<String>> outerMatch,
            Map<String, List<String>> outerNot) {
        return match.entrySet().stream()
                .filter(e -> plain(e.getValue()))
                .filter(e ->
                        disjoint(e.getValue(), outerMatch.get(e.getKey()))
                                || outerNot.getOrDefault(e.getKey(), List.of())
                                        .containsAll(e.getValue()))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static boolean disjoint(
            List<String> values, @org.jspecify.annotations.Nullable List<String> outer) {
        return outer != null
                && !outer.isEmpty()
                && plain(outer)
                && !new HashSet<>(outer).removeAll(values);
    }

    private static boolean plain(List<String> values) {
        return !values.isEmpty()
                && values.stream().noneMatch(v -> v.startsWith(MatcherWords.PATTERN));
    }
}

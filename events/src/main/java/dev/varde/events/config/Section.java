package dev.varde.events.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/// Keys and values in the file. Keys that it may not have and keys that stand twice are problems.
final class Section {
    private final Place place;
    private final Map<String, Place> entries = new LinkedHashMap<>();

    private Section(Place place) {
        this.place = place;
    }

    static Section of(Place place, MappingNode mapping, List<String> keys) {
        Section section = any(place, mapping);
        section.entries.forEach((key, _) -> {
            if (!keys.contains(key)) {
                section.unknown(mapping, key, keys);
            }
        });
        return section;
    }

    /// With whatever keys it has, such as labels.
    static Section any(Place place, MappingNode mapping) {
        Section section = new Section(place);
        mapping.getValue().forEach(section::add);
        return section;
    }

    Place place() {
        return place;
    }

    Map<String, Place> entries() {
        return entries;
    }

    boolean has(String key) {
        return entries.containsKey(key);
    }

    Optional<Place> find(String key) {
        return Optional.ofNullable(entries.get(key));
    }

    /// A key that is known to be there, else the section itself.
    Place at(String key) {
        return entries.getOrDefault(key, place);
    }

    <T> Optional<T> get(String key, Kind<T> kind) {
        return find(key).flatMap(p -> p.as(kind));
    }

    /// @param placeholder stands in when the key is missing or wrong, which is a problem already
    <T> T required(String key, Kind<T> kind, T placeholder) {
        return demand(key, kind.remedy()).flatMap(p -> p.as(kind)).orElse(placeholder);
    }

    /// @return the place of a key that has to be there
    Optional<Place> demand(String key, String remedy) {
        if (!has(key)) {
            place.wrong("'" + key + "' is missing", remedy);
        }
        return find(key);
    }

    /// The one key of these that is there; none or several are a problem.
    Optional<String> oneOf(String... keys) {
        List<String> present = List.of(keys).stream().filter(this::has).toList();
        if (present.size() == 1) {
            return Optional.of(present.getFirst());
        }
        place.wrong(
                present.isEmpty()
                        ? "none of " + Words.or(List.of(keys)) + " is here"
                        : Words.and(present) + " exclude each other",
                "Write exactly one of " + Words.or(List.of(keys)) + ".");
        return Optional.empty();
    }

    String pathOf(String key) {
        return place.path().isEmpty() ? key : place.path() + "." + key;
    }

    private void add(NodeTuple tuple) {
        if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
            new Place(place.reading(), tuple.getKeyNode(), place.path())
                    .wrong("a key has to be a word", "Write a word before the colon.");
            return;
        }
        String name = key.getValue();
        Place value = new Place(place.reading(), tuple.getValueNode(), pathOf(name));
        if (entries.putIfAbsent(name, value) != null) {
            new Place(place.reading(), key, pathOf(shown(name)))
                    .wrong("the key stands twice", "Keep one of them.");
        }
    }

    private void unknown(MappingNode mapping, String key, List<String> keys) {
        int line =
                mapping.getValue().stream()
                        .map(NodeTuple::getKeyNode)
                        .filter(n -> n instanceof ScalarNode s && s.getValue().equals(key))
                        .findFirst()
                        .map(n -> new Place(place.reading(), n, "").line())
                        .orElse(place.line());
        String remedy =
                key.contains(":")
                        ? "Put a blank after the colon."
                        : Words.meant(key, keys)
                                .orElse("Known here: " + String.join(", ", keys) + ".");
        place.reading().wrong(line, pathOf(shown(key)), "unknown key '" + shown(key) + "'", remedy);
    }

    /// Without what follows a colon: a blank was forgotten, and it may be a secret.
    private static String shown(String key) {
        String name = key.contains(":") ? key.substring(0, key.indexOf(':')) : key;
        String plain = name.replaceAll("\\p{Cntrl}", "?");
        return plain.length() <= 60 ? plain : plain.substring(0, 60) + "…";
    }
}

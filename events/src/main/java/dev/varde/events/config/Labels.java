package dev.varde.events.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.MappingNode;

/// Labels of hosts and services, and the names that routes go by.
final class Labels {
    /// Names that mean something of the incident itself; no label may take them.
    static final Set<String> FIXED =
            Set.of("cause", "confidence", "severity", "service", "host", "state", "phase");

    static final Kind<String> NAME =
            Kind.matching(
                    "label name",
                    "Write up to 63 letters, digits, '_', '.' and '-', beginning with a letter.",
                    Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,62}").asMatchPredicate());

    private static final Kind<String> VALUE =
            Kind.matching(
                    "label value",
                    "Write a text of up to 200 characters on one line.",
                    text -> Kinds.TEXT.read().apply(text).isPresent() && text.length() <= 200);

    private Labels() {}

    static Map<String, String> read(Section of) {
        Map<String, String> labels = new LinkedHashMap<>();
        of.find("labels")
                .flatMap(Labels::named)
                .ifPresent(section ->
                        section.entries()
                                .forEach((name, place) ->
                                        label(name, place).ifPresent(v -> labels.put(name, v))));
        return labels;
    }

    /// Keys that are names of labels.
    static Optional<Section> named(Place place) {
        if (place.node() instanceof MappingNode mapping) {
            return Optional.of(Section.any(place, mapping));
        }
        place.wrong(
                "names and values are needed here", "Write them such as environment: production.");
        return Optional.empty();
    }

    private static Optional<String> label(String name, Place place) {
        if (NAME.read().apply(name).isEmpty()) {
            place.wrong("this is no label name", NAME.remedy());
            return Optional.empty();
        }
        if (FIXED.contains(name)) {
            place.wrong("'" + name + "' is no label: routes use the word", "Name it otherwise.");
            return Optional.empty();
        }
        return place.as(VALUE);
    }
}

package dev.varde.events.config;

import dev.varde.events.config.Configuration.OwnPattern;
import dev.varde.events.config.Configuration.Redaction;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/// Reads `redact`: what is hidden before anything leaves a host.
final class RedactionReader {
    private static final int MOST = 32;

    private static final Kind<String> NAME =
            Kind.matching(
                    "name of a pattern",
                    "Write up to 63 letters, digits, '.', '_' and '-'.",
                    Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}").asMatchPredicate());

    private enum Nation {
        NORWEGIAN,
        NONE
    }

    private RedactionReader() {}

    static Redaction read(Place place) {
        return place.section("patterns", "keep", "national-ids", "cards")
                .map(RedactionReader::read)
                .orElse(Redaction.STANDARD);
    }

    private static Redaction read(Section s) {
        return new Redaction(
                all(s, "patterns", RedactionReader::own),
                all(s, "keep", Patterns::safe),
                s.get("national-ids", Kind.word(Nation.class)).orElse(Nation.NORWEGIAN)
                        == Nation.NORWEGIAN,
                s.get("cards", Kinds.YES_OR_NO).orElse(true));
    }

    private static <T> List<T> all(Section s, String key, Function<Place, Optional<T>> read) {
        List<Place> places = s.find(key).map(Place::items).orElse(List.of());
        if (places.size() > MOST) {
            s.at(key).wrong("more than " + MOST + " patterns", "Join some with '|'.");
        }
        return places.stream().limit(MOST).flatMap(p -> read.apply(p).stream()).toList();
    }

    private static Optional<OwnPattern> own(Place place) {
        return place.section("name", "regex")
                .flatMap(s -> {
                    String name = s.required("name", NAME, "-");
                    return s.demand("regex", "Write the pattern in single quotes.")
                            .flatMap(Patterns::safe)
                            .map(pattern -> new OwnPattern(name, pattern));
                });
    }
}

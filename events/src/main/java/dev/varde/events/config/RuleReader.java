package dev.varde.events.config;

import dev.varde.events.Cause;
import dev.varde.events.Incident.Advice;
import dev.varde.events.Severity;
import dev.varde.events.config.Configuration.LineTerm;
import dev.varde.events.config.Configuration.OwnRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.MappingNode;

/// Reads `rules`: what lines of one's own programs mean.
final class RuleReader {
    private static final int MOST = 64;
    private static final int MOST_TERMS = 16;
    private static final List<String> CAUSES = Cause.KNOWN.stream().map(Cause::id).toList();

    private static final Kind<String> NAME =
            Kind.matching(
                    "name of a rule",
                    "Write up to 63 letters, digits, '.', '_' and '-'.",
                    Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}").asMatchPredicate());

    /// Fewer characters stand in every line.
    private static final Kind<String> WORDS =
            Kinds.TEXT.only(
                    "Write three characters or more, as they stand in the line, or {regex: '…'}.",
                    text -> text.strip().length() >= 3 && text.length() <= 300);

    private RuleReader() {}

    static List<OwnRule> all(Place place) {
        List<Place> places = place.items();
        if (places.size() > MOST) {
            place.wrong("more than " + MOST + " rules", "Join some: match takes a list.");
        }
        List<Map.Entry<String, Place>> names = new ArrayList<>();
        List<OwnRule> rules =
                places.stream().limit(MOST).flatMap(p -> rule(p, names).stream()).toList();
        Places.unique(names, "rule");
        return rules;
    }

    private static Optional<OwnRule> rule(Place item, List<Map.Entry<String, Place>> names) {
        return item.section("name", "match", "unless", "cause", "severity", "advice", "services")
                .map(s -> rule(s, names));
    }

    private static OwnRule rule(Section s, List<Map.Entry<String, Place>> names) {
        String name = s.required("name", NAME, "-");
        names.add(Map.entry(name, s.at("name")));
        return new OwnRule(
                name,
                s.demand("match", "Write words that stand in the line, or {regex: '…'}.")
                        .map(RuleReader::terms)
                        .orElse(List.of()),
                s.find("unless").map(RuleReader::terms).orElse(List.of()),
                cause(s),
                s.get("severity", Kind.word(Severity.class)).orElse(Severity.CRITICAL),
                s.find("advice").map(RuleReader::advice).orElse(List.of()),
                s.find("services").map(p -> p.all(Kinds.SERVICE_NAME)).orElse(List.of()));
    }

    /// One's own id may be anything that is no slip of a known one.
    private static Cause cause(Section s) {
        String id = s.required("cause", Kinds.CAUSE, "unknown");
        if (!CAUSES.contains(id)) {
            Words.meant(id, CAUSES)
                    .ifPresent(meant ->
                            s.at("cause")
                                    .wrong(
                                            "'" + id + "' is nearly a known cause",
                                            meant + " Else choose an id that is not so close."));
        }
        return new Cause(id);
    }

    private static List<LineTerm> terms(Place place) {
        List<Place> places =
                place.node() instanceof MappingNode ? List.of(place) : place.oneOrMore();
        if (places.isEmpty() || places.size() > MOST_TERMS) {
            place.wrong(
                    places.isEmpty()
                            ? "nothing stands here"
                            : "more than " + MOST_TERMS + " of them",
                    "Write 1 to " + MOST_TERMS + ".");
        }
        return places.stream().limit(MOST_TERMS).flatMap(p -> term(p).stream()).toList();
    }

    private static Optional<LineTerm> term(Place place) {
        return place.node() instanceof MappingNode
                ? place.section("regex")
                        .flatMap(s -> s.demand("regex", "Write the pattern in single quotes."))
                        .flatMap(Patterns::safe)
                        .map(LineTerm.Expression::new)
                : place.as(WORDS).map(LineTerm.Phrase::new);
    }

    private static List<Advice> advice(Place place) {
        return place.items().stream().flatMap(p -> oneAdvice(p).stream()).toList();
    }

    private static Optional<Advice> oneAdvice(Place place) {
        return place.section("title", "commands", "why")
                .map(s ->
                        new Advice(
                                s.required("title", Kinds.TEXT, "-"),
                                s.find("commands").map(p -> p.all(Kinds.TEXT)).orElse(List.of()),
                                s.get("why", Kinds.TEXT).orElse("")));
    }
}

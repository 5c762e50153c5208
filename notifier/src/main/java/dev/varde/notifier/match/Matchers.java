package dev.varde.notifier.match;

import dev.varde.events.Incident;
import dev.varde.events.pattern.SafePattern;
import dev.varde.notifier.text.SafeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a route or a silence is about, ready to be tried.
///
/// All of `match` must hold, and nothing of `not` may. What an incident does not have, such as a
/// label, holds nowhere: it neither matches nor excludes.
public final class Matchers {
    public static final Matchers EVERYTHING = new Matchers(List.of(), List.of());

    private static final int LONGEST_VALUE = 60;
    private static final int LONGEST = 300;

    private final List<Term> match;
    private final List<Term> not;

    private Matchers(List<Term> match, List<Term> not) {
        this.match = match;
        this.not = not;
    }

    /// What became of matchers as they are written.
    public sealed interface Made {
        record Usable(Matchers matchers) implements Made {}

        /// @param reasons in words for their author
        record Refused(List<String> reasons) implements Made {
            public Refused {
                reasons = List.copyOf(reasons);
            }
        }
    }

    public static Made of(Map<String, List<String>> match, Map<String, List<String>> not) {
        List<String> reasons = new ArrayList<>();
        Matchers made = new Matchers(terms(match, reasons), terms(not, reasons));
        return reasons.isEmpty() ? new Made.Usable(made) : new Made.Refused(reasons);
    }

    /// @throws IllegalArgumentException when a pattern cannot be used; whoever read it has checked
    public static Matchers checked(Map<String, List<String>> match, Map<String, List<String>> not) {
        return switch (of(match, not)) {
            case Made.Usable(Matchers matchers) -> matchers;
            case Made.Refused(List<String> reasons) ->
                    throw new IllegalArgumentException(String.join("; ", reasons));
        };
    }

    private static List<Term> terms(Map<String, List<String>> matchers, List<String> reasons) {
        return matchers.entrySet().stream()
                .map(e -> new Term(e.getKey(), values(e.getKey(), e.getValue(), reasons)))
                .toList();
    }

    private static List<Value> values(String name, List<String> texts, List<String> reasons) {
        List<Value> values = new ArrayList<>();
        for (String text : texts) {
            if (!text.startsWith("~")) {
                values.add(new Value.Exactly(text));
                continue;
            }
            switch (SafePattern.compile(text.substring(1))) {
                case SafePattern.Compiled.Usable(SafePattern p) -> values.add(new Value.Like(p));
                case SafePattern.Compiled.Refused(String reason) ->
                        reasons.add("the pattern of " + name + " cannot be used: " + reason);
            }
        }
        return values;
    }

    /// What it matches by, such as `cause oom-kill, host web-1`, or `everything`; empty when it
    /// does not match.
    public Optional<String> matching(Incident incident) {
        List<String> by = new ArrayList<>();
        for (Term term : match) {
            Optional<String> value = term.value(incident);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            by.add(term.name() + " " + SafeText.line(value.get(), LONGEST_VALUE));
        }
        if (not.stream().anyMatch(t -> t.value(incident).isPresent())) {
            return Optional.empty();
        }
        return Optional.of(
                by.isEmpty() ? "everything" : SafeText.cut(String.join(", ", by), LONGEST));
    }

    public boolean matches(Incident incident) {
        return matching(incident).isPresent();
    }

    /// Whether it asks for something that much else does not have; what it excludes does not count.
    public boolean isNarrow() {
        return match.stream().anyMatch(Term::isNarrow);
    }
}

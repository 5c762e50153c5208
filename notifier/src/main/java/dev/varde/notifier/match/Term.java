package dev.varde.notifier.match;

import dev.varde.events.Incident;
import java.util.List;
import java.util.Optional;

/// A property, and the values of which it has to have one.
record Term(String name, List<Value> values) {
    /// Names and words that have nothing to do with each other. A pattern that takes most of them
    /// for its own says nothing.
    private static final List<String> ANYTHING =
            List.of(
                    "a",
                    "7",
                    "web-1",
                    "kontali-backend",
                    "db.example.com",
                    "oom-kill",
                    "prod_eu",
                    "Zürich");

    Term {
        values = List.copyOf(values);
    }

    /// The value by which it holds.
    Optional<String> value(Incident incident) {
        return Property.of(incident, name).filter(this::fits);
    }

    private boolean fits(String text) {
        return values.stream().anyMatch(v -> v.fits(text));
    }

    /// Whether there is much that it keeps out.
    boolean isNarrow() {
        List<String> all = Property.all(name);
        return all.isEmpty()
                ? ANYTHING.stream().filter(this::fits).count() <= ANYTHING.size() / 2
                : !all.stream().allMatch(this::fits);
    }
}

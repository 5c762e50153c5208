package dev.varde.events.config;

import dev.varde.events.pattern.SafePattern;
import java.util.Optional;

/// Regular expressions in the file.
final class Patterns {
    private Patterns() {}

    /// One that is matched in linear time.
    static Optional<SafePattern> safe(Place place) {
        return place.as(Kinds.TEXT)
                .flatMap(text ->
                        switch (SafePattern.compile(text)) {
                            case SafePattern.Compiled.Usable(SafePattern p) -> Optional.of(p);
                            case SafePattern.Compiled.Refused(String reason) -> {
                                place.wrong(
                                        "this pattern cannot be used: " + reason,
                                        "Write it in the syntax of RE2, in single quotes; there is"
                                                + " no look-ahead, look-behind or back-reference.");
                                yield Optional.empty();
                            }
                        });
    }
}

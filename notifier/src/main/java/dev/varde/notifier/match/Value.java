package dev.varde.notifier.match;

import dev.varde.events.pattern.SafePattern;

/// A value that a property may have: as it stands, or after `~` a pattern of the whole.
sealed interface Value {
    boolean fits(String text);

    record Exactly(String text) implements Value {
        @Override
        public boolean fits(String other) {
            return text.equals(other);
        }
    }

    record Like(SafePattern pattern) implements Value {
        @Override
        public boolean fits(String other) {
            return pattern.matches(other);
        }
    }
}

package dev.varde.console.view;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The newest of what was told about one thing, whatever the order it is told in; history is read
/// after the present.
final class Latest<T> {
    private @Nullable T value;
    private Instant time = Instant.MIN;

    void offer(T offered, Instant at) {
        if (!at.isBefore(time)) {
            value = offered;
            time = at;
        }
    }

    Optional<T> get() {
        return Optional.ofNullable(value);
    }

    Instant time() {
        return time;
    }
}

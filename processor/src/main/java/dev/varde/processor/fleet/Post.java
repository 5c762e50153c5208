package dev.varde.processor.fleet;

import dev.varde.events.InstanceId;
import org.jspecify.annotations.Nullable;

/// What one instance pins to the board of something shared; the newest of an instance and bond
/// holds.
///
/// @param trouble its open incident, or null while it is well
/// @param listed false to take it down
public record Post(
        Shared shared, InstanceId instance, Bond bond, @Nullable Trouble trouble, boolean listed) {
    /// One for each instance and bond of a board.
    public String key() {
        return shared + "|" + place();
    }

    String place() {
        return bond + "|" + instance;
    }

    public Post down() {
        return new Post(shared, instance, bond, null, false);
    }
}

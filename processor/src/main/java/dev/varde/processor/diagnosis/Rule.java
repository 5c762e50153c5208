package dev.varde.processor.diagnosis;

import dev.varde.events.Cause;
import java.util.Optional;

/// One cause: looks at a case and says whether this was it. A rule that has nothing to say is
/// silent.
public interface Rule {
    Cause cause();

    Optional<Finding> examine(Case c);

    /// Whether somebody outside the program says so, such as the kernel; a site's own rule about
    /// the program's words is believed after that.
    default boolean saidFromOutside() {
        return false;
    }
}

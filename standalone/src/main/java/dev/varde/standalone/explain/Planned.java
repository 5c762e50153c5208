package dev.varde.standalone.explain;

import dev.varde.events.Cause;
import dev.varde.processor.diagnosis.Finding;
import java.util.Set;

/// When a stop that looks planned is none.
final class Planned {
    /// Killed for lack of memory.
    static final Set<Cause> MEMORY = Set.of(Cause.OOM_KILL, Cause.MEMORY_LIMIT, Cause.OOM_GUARD);

    /// Told of a program whatever it says itself, and whatever code it ended with.
    private static final Set<Cause> WHATEVER = Set.of(Cause.CRASH_LOOP, Cause.STOP_TIMEOUT);

    private Planned() {}

    static boolean contradicted(Finding best) {
        return MEMORY.contains(best.cause()) || WHATEVER.contains(best.cause());
    }
}

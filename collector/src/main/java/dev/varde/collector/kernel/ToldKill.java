package dev.varde.collector.kernel;

import dev.varde.events.EventId;
import dev.varde.events.KernelFact.Killer;

/// A kill of which an event was made, kept so that other sources do not make a second one.
///
/// @param later how many lines of the kernel's log are still to come that tell the same better;
///   they make no event
/// @param anywhere nobody said whom it hit
record ToldKill(EventId id, Killer killer, Victim victim, Rank rank, long later, boolean anywhere) {

    /// How much a source tells.
    enum Rank {
        COUNTED,
        REPORTED,
        LOGGED
    }

    boolean covers(Killer other, Victim seen) {
        boolean who = killer == other || victim.samePid(seen);
        return who && (victim.maybe(seen) || (anywhere && victim.near(seen)));
    }

    ToldKill lineCame() {
        return new ToldKill(id, killer, victim, rank, later - 1, anywhere);
    }
}

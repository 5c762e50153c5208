package dev.varde.processor.fleet;

import dev.varde.events.Cause;
import dev.varde.events.IncidentId;
import dev.varde.events.IncidentState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// An open incident as others see it.
///
/// @param who its `service@host`, or its host
/// @param began by the broker's clock, as far as the host's is known to be off
/// @param above the incidents that it hangs under, nearest first, at most 8
public record Trouble(
        IncidentId incident,
        String who,
        Cause cause,
        Instant began,
        IncidentState state,
        List<IncidentId> above) {
    /// The older one first; an order that everybody comes to by himself.
    static final Comparator<Trouble> AGE =
            Comparator.comparing(Trouble::began).thenComparing(t -> t.incident().value());

    private static final int DEEPEST = 8;

    public Trouble {
        above = List.copyOf(above.subList(0, Math.min(DEEPEST, above.size())));
    }

    /// On its way up.
    boolean recovering() {
        return state == IncidentState.RECOVERING;
    }

    /// Whether it may come back by itself.
    boolean hopeful() {
        return state != IncidentState.GAVE_UP;
    }

    /// The incidents that one hangs under that hangs under this one.
    List<IncidentId> below() {
        List<IncidentId> all = new ArrayList<>(List.of(incident));
        all.addAll(above);
        return all.subList(0, Math.min(DEEPEST, all.size()));
    }
}

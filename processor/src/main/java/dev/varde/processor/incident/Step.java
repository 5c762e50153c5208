package dev.varde.processor.incident;

import java.util.List;

/// Where a signal leads and what is to be done.
public record Step(State state, List<Effect> effects) {
    public Step {
        effects = List.copyOf(effects);
    }

    static Step stay(State state) {
        return new Step(state, List.of());
    }
}

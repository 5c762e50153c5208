package dev.varde.collector.probe;

import dev.varde.collector.ask.Answer;
import dev.varde.collector.ask.Question;
import dev.varde.events.HealthFact.Failure;
import dev.varde.events.UnitFact.UnitChanged;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/// Whether a unit is active, by what systemd says of all units that are asked for.
record UnitQuestion(String unit, States states) implements Question {
    private static final Set<String> GOOD = Set.of("active", "reloading");

    /// Where it is heard.
    @FunctionalInterface
    interface States {
        /// Empty when systemd says nothing of the unit.
        ///
        /// @throws IOException when it gives no answer; with a reason to show
        Optional<UnitState> of(String unit) throws IOException, InterruptedException;
    }

    @Override
    public Answer ask() throws IOException, InterruptedException {
        Optional<UnitState> state = states.of(unit);
        if (state.isEmpty()) {
            return Answer.bad(Failure.STATUS, "unknown: systemd says nothing of " + unit);
        }
        UnitChanged fact = state.get().fact();
        if (GOOD.contains(fact.active())) {
            return Answer.good();
        }
        return state.get().found()
                ? Answer.bad(Failure.STATUS, inWords(fact))
                : Answer.bad(Failure.ERROR, "there is no unit " + unit);
    }

    private static String inWords(UnitChanged fact) {
        return "%s (%s), result %s".formatted(fact.active(), fact.sub(), fact.result());
    }
}

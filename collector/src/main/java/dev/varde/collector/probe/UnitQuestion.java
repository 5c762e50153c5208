package dev.varde.collector.probe;

import dev.varde.collector.ask.Answer;
import dev.varde.collector.ask.Question;
import dev.varde.events.HealthFact.Failure;
import java.io.IOException;
import java.util.Map;

/// Whether a unit is active, by what systemd says of all units that are asked for.
record UnitQuestion(String unit, ActiveUnits units) implements Question {
    @Override
    public Answer ask() throws IOException, InterruptedException {
        Map<String, String> state = units.state(unit);
        String active = state.getOrDefault("ActiveState", "unknown");
        if (active.equals("active") || active.equals("reloading")) {
            return Answer.good();
        }
        if (state.getOrDefault("LoadState", "").equals("not-found")) {
            return Answer.bad(Failure.ERROR, "there is no unit " + unit);
        }
        return Answer.bad(
                Failure.STATUS,
                "%s (%s), result %s"
                        .formatted(
                                active,
                                state.getOrDefault("SubState", "unknown"),
                                state.getOrDefault("Result", "unknown")));
    }
}

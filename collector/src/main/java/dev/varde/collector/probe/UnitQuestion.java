package dev.varde.collector.probe;

import dev.varde.events.HealthFact.Failure;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutorService;

/// Asks systemd whether a unit is active.
record UnitQuestion(String unit, ExecutorService threads) implements Question {
    @Override
    public Answer ask() throws IOException, InterruptedException {
        CommandQuestion.Outcome outcome =
                CommandQuestion.run(
                        List.of("systemctl", "is-active", "--", unit),
                        threads,
                        CommandQuestion.MOST_OUTPUT);
        return outcome.status() == 0
                ? Answer.good()
                : new Answer.Bad(Failure.STATUS, outcome.status(), outcome.output());
    }
}

package dev.varde.collector.probe;

import dev.varde.collector.ask.Answer;
import dev.varde.collector.ask.Question;
import dev.varde.events.HealthFact.Failure;
import dev.varde.events.ServiceName;

/// Whether the service's main process lives.
record PresenceQuestion(Roster roster, ServiceName service) implements Question {
    @Override
    public Answer ask() {
        return roster.main(service).isPresent()
                ? Answer.good()
                : Answer.bad(Failure.ERROR, "no process of the service");
    }
}

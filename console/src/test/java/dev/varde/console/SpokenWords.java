package dev.varde.console;

import dev.varde.console.app.Words;
import dev.varde.events.OperatorWord;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Remembers what was said, in the place of Kafka.
public final class SpokenWords implements Words {
    private final List<OperatorWord> spoken = new CopyOnWriteArrayList<>();
    private volatile Outcome outcome = new Outcome.Taken();

    public void answer(Outcome next) {
        outcome = next;
    }

    public List<OperatorWord> spoken() {
        return spoken;
    }

    @Override
    public Outcome say(OperatorWord word) {
        spoken.add(word);
        return outcome;
    }

    @Override
    public void close() {
        spoken.clear();
    }
}

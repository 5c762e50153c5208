package dev.varde.console.app;

import dev.varde.events.OperatorWord;

/// Carries what operators say to those who act on it.
public interface Words extends AutoCloseable {
    /// Says it; returns within five seconds.
    Outcome say(OperatorWord word);

    @Override
    void close();

    /// What became of a word.
    sealed interface Outcome {
        /// It is on the topic and will not be lost.
        record Taken() implements Outcome {}

        /// It was not confirmed; saying it again may help.
        record NotTaken(String reason) implements Outcome {}
    }
}

package dev.varde.collector.ask;

import java.nio.ByteBuffer;

/// What is to be done next in a conversation.
public sealed interface Turn {
    /// Say it, then listen.
    record Say(ByteBuffer words) implements Turn {}

    record Listen() implements Turn {}

    record Over(Answer answer) implements Turn {}

    /// Hang up, and talk there within what is left of the time.
    record Elsewhere(Place place, Conversation next) implements Turn {}

    static Turn say(byte[] words) {
        return new Say(ByteBuffer.wrap(words));
    }

    static Turn listen() {
        return new Listen();
    }

    static Turn good() {
        return new Over(Answer.good());
    }
}

package dev.varde.collector.ask;

import dev.varde.events.HealthFact.Failure;
import java.nio.ByteBuffer;

/// Our side of one talk with a server. Knows no sockets and no time; keeps a bounded part of what
/// it hears, whatever is said and in whichever pieces.
public interface Conversation {
    /// The connection stands.
    Turn begin();

    /// @param heard what came since the last turn; taken to its end
    Turn hear(ByteBuffer heard);

    /// The other side said its last word.
    default Turn end() {
        return new Turn.Over(Answer.bad(Failure.CLOSED, "the server closed the connection"));
    }
}

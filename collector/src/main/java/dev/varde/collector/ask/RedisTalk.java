package dev.varde.collector.ask;

import dev.varde.events.HealthFact.Failure;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/// Redis's protocol (RESP), an inline `PING`. Refusing a stranger is an answer of a living server;
/// loading its data (`-LOADING`) or being full is not well.
public record RedisTalk(Place place) implements Talk {
    private static final byte[] PING = "PING\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final Set<String> ALIVE = Set.of("-NOAUTH", "-DENIED", "-NOPERM");
    private static final int LONGEST = 4_096;

    @Override
    public Conversation next(boolean doubted) {
        return new Ping();
    }

    private static final class Ping implements Conversation {
        private final Heard line = new Heard(LONGEST);

        @Override
        public Turn begin() {
            return Turn.say(PING);
        }

        @Override
        public Turn hear(ByteBuffer heard) {
            line.add(heard);
            for (int i = 0; i < line.length(); i++) {
                if (line.at(i) == '\n') {
                    return new Turn.Over(judge(line.text(0, i).strip()));
                }
            }
            return line.full() ? new Turn.Over(stranger()) : Turn.listen();
        }

        private static Answer judge(String line) {
            if (line.equals("+PONG") || ALIVE.contains(line.split(" ", 2)[0])) {
                return Answer.good();
            }
            return line.startsWith("-")
                    ? Answer.bad(Failure.STATUS, line.substring(1))
                    : stranger();
        }

        private static Answer stranger() {
            return Answer.bad(Failure.PROTOCOL, "this is not Redis's answer");
        }
    }
}

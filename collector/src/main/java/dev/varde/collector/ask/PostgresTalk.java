package dev.varde.collector.ask;

import dev.varde.events.HealthFact.Failure;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;

/// PostgreSQL's message flow ("Start-up", "SSL Session Encryption", "ErrorResponse"): begins to log
/// in as user `varde` and hangs up when asked for a password. That a stranger is refused is an
/// answer of a living server; starting up, shutting down or being full is not well.
///
/// A server that asks for a password writes nothing of this into its log. One that lets in or
/// refuses at once writes a line; it is then asked by an SSLRequest alone, which goes unlogged but
/// is answered by a full or starting server too, and in full again where there is doubt and every
/// ten minutes.
public final class PostgresTalk implements Talk {
    private static final byte[] SSL_REQUEST = {0, 0, 0, 8, 4, (byte) 0xd2, 0x16, 0x2f};
    private static final long QUIET = Duration.ofMinutes(10).toNanos();
    private static final int LONGEST = 4_096;
    private static final int HEAD = 5;

    /// Classes of SQLSTATE that say that the server serves nobody: insufficient resources, operator
    /// intervention (starting and stopping are of it), system error, internal error.
    private static final Set<String> NOT_WELL = Set.of("53", "57", "58", "XX");

    private final Place place;
    private volatile boolean quiet;
    private volatile long quietSince;

    public PostgresTalk(Place place) {
        this.place = place;
    }

    @Override
    public Place place() {
        return place;
    }

    @Override
    public Conversation next(boolean doubted) {
        boolean softly = quiet && !doubted && System.nanoTime() - quietSince < QUIET;
        return softly ? new Encryption() : new StartUp();
    }

    private void staysInTheLog() {
        quiet = true;
        quietSince = System.nanoTime();
    }

    private static Answer stranger() {
        return Answer.bad(Failure.PROTOCOL, "this is not PostgreSQL's answer");
    }

    private static final class Encryption implements Conversation {
        @Override
        public Turn begin() {
            return Turn.say(SSL_REQUEST);
        }

        @Override
        public Turn hear(ByteBuffer heard) {
            byte answer = heard.get();
            boolean ours = answer == 'S' || answer == 'N' || answer == 'E';
            return new Turn.Over(ours ? Answer.good() : stranger());
        }
    }

    private final class StartUp implements Conversation {
        private final Heard message = new Heard(HEAD + LONGEST);

        @Override
        public Turn begin() {
            return Turn.say(startUp());
        }

        @Override
        public Turn hear(ByteBuffer heard) {
            message.add(heard);
            byte type = message.at(0);
            if (type != 'R' && type != 'E' && type != 'v') {
                return new Turn.Over(stranger());
            }
            if (message.length() < HEAD + 4) {
                return Turn.listen();
            }
            int length = message.bigEndian().getInt(1);
            if (length < 8 || length > LONGEST) {
                return new Turn.Over(stranger());
            }
            if (message.length() < 1 + length) {
                return Turn.listen();
            }
            return new Turn.Over(type == 'E' ? error(1 + length) : asked());
        }

        /// Authentication request 0 lets in at once.
        private Answer asked() {
            boolean letIn = message.bigEndian().getInt(HEAD) == 0;
            if (letIn && message.at(0) == 'R') {
                staysInTheLog();
            }
            return Answer.good();
        }

        /// Fields of one letter and a text ended by 0; `C` is the SQLSTATE, `M` the message.
        private Answer error(int end) {
            String state = "";
            String text = "";
            for (int at = HEAD; at < end && message.at(at) != 0; ) {
                int to = at + 1;
                while (to < end && message.at(to) != 0) {
                    to++;
                }
                String value = message.text(at + 1, to);
                state = message.at(at) == 'C' ? value : state;
                text = message.at(at) == 'M' ? value : text;
                at = to + 1;
            }
            if (state.length() == 5 && NOT_WELL.contains(state.substring(0, 2))) {
                return Answer.bad(Failure.STATUS, state + " " + text);
            }
            staysInTheLog();
            return Answer.good();
        }
    }

    /// Protocol 3.0, user and database `varde`.
    private static byte[] startUp() {
        byte[] parameters =
                "user\0varde\0database\0varde\0application_name\0varde health check\0\0"
                        .getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(8 + parameters.length)
                .putInt(8 + parameters.length)
                .putInt(3 << 16)
                .put(parameters)
                .array();
    }
}

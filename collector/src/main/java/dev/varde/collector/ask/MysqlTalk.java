package dev.varde.collector.ask;

import dev.varde.events.HealthFact.Failure;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// MySQL's and MariaDB's protocol: a greeting of version 10, or an error packet. The handshake is
/// then ended as a stranger would be turned away, because a server blocks a host whose handshakes
/// break off (`max_connect_errors`).
public record MysqlTalk(Place place) implements Talk {
    private static final int LONGEST = 4_096;
    private static final int HEAD = 4;

    /// The server turns away a host that has no account, and so lives (ER_HOST_NOT_PRIVILEGED).
    private static final int UNKNOWN_HOST = 1130;

    @Override
    public Conversation next(boolean doubted) {
        return new Handshake();
    }

    private static final class Handshake implements Conversation {
        private final Heard packet = new Heard(HEAD + LONGEST);
        private boolean greeted;
        private boolean turnedAway;

        @Override
        public Turn begin() {
            return Turn.listen();
        }

        @Override
        public Turn hear(ByteBuffer heard) {
            packet.add(heard);
            if (packet.length() < HEAD) {
                return Turn.listen();
            }
            int length = Math.min(LONGEST, packet.littleEndian().getInt(0) & 0xffffff);
            if (packet.length() < HEAD + length) {
                return Turn.listen();
            }
            ByteBuffer body =
                    packet.littleEndian().slice(HEAD, length).order(ByteOrder.LITTLE_ENDIAN);
            Turn turn = greeted ? turnAway(body) : greeting(body);
            packet.forget(HEAD + length);
            return turn;
        }

        private Turn greeting(ByteBuffer body) {
            if (body.remaining() > 2 && (body.get(0) & 0xff) == 0xff) {
                return new Turn.Over(error(body));
            }
            if (!body.hasRemaining() || body.get(0) != 10) {
                return new Turn.Over(Answer.bad(Failure.PROTOCOL, "this is not MySQL's greeting"));
            }
            greeted = true;
            return Turn.say(stranger());
        }

        private static Answer error(ByteBuffer body) {
            int code = body.getShort(1) & 0xffff;
            String text = StandardCharsets.UTF_8.decode(body.slice(3, body.limit() - 3)).toString();
            return code == UNKNOWN_HOST
                    ? Answer.good()
                    : new Answer.Bad(Failure.STATUS, code, text);
        }

        /// A server that wants another way to log in (0xfe) gets an empty answer and then refuses.
        private Turn turnAway(ByteBuffer body) {
            boolean another = body.hasRemaining() && (body.get(0) & 0xff) == 0xfe && !turnedAway;
            turnedAway = true;
            return another ? Turn.say(new byte[] {0, 0, 0, 3}) : Turn.good();
        }

        @Override
        public Turn end() {
            return greeted ? Turn.good() : Conversation.super.end();
        }

        /// HandshakeResponse41 of user `varde` without a password.
        private static byte[] stranger() {
            int protocol41 = 0x200;
            int secureConnection = 0x8000;
            int pluginAuth = 0x80000;
            byte[] user = "varde\0".getBytes(StandardCharsets.US_ASCII);
            byte[] plugin = "mysql_native_password\0".getBytes(StandardCharsets.US_ASCII);
            int length = 32 + user.length + 1 + plugin.length;
            ByteBuffer out = ByteBuffer.allocate(HEAD + length).order(ByteOrder.LITTLE_ENDIAN);
            out.putInt(length | 1 << 24);
            out.putInt(protocol41 | secureConnection | pluginAuth).putInt(1 << 24).put((byte) 33);
            out.put(new byte[23]).put(user).put((byte) 0).put(plugin);
            return out.array();
        }
    }
}

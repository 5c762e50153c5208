package dev.varde.collector.probe;

import dev.varde.events.HealthFact.Failure;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/// How databases say that they are there, without logging in.
///
/// Refusing a stranger is an answer of a living server; being full or still starting is not.
final class Greetings {
    private static final byte[] SSL_REQUEST = {0, 0, 0, 8, 4, (byte) 0xd2, 0x16, 0x2f};
    private static final Set<String> REDIS_ALIVE = Set.of("-NOAUTH", "-DENIED", "-NOPERM");
    private static final int LONGEST = 4096;

    private Greetings() {}

    /// PostgreSQL's message flow, "SSL Session Encryption": `S` or `N` answers an SSLRequest; an
    /// error message comes from servers that know no SSLRequest.
    static Answer postgres(Socket socket) throws IOException {
        socket.getOutputStream().write(SSL_REQUEST);
        int answer = socket.getInputStream().read();
        return switch (answer) {
            case 'S', 'N', 'E' -> Answer.good();
            case -1 -> Answer.bad(Failure.CLOSED, "the server closed the connection");
            default -> Answer.bad(Failure.PROTOCOL, "this is not PostgreSQL's answer");
        };
    }

    /// Redis protocol, inline command.
    static Answer redis(Socket socket) throws IOException {
        socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
        String line = line(socket.getInputStream());
        if (line.isEmpty()) {
            return Answer.bad(Failure.CLOSED, "the server closed the connection");
        }
        if (line.equals("+PONG") || REDIS_ALIVE.contains(line.split(" ", 2)[0])) {
            return Answer.good();
        }
        return line.startsWith("-")
                ? Answer.bad(Failure.STATUS, line.substring(1))
                : Answer.bad(Failure.PROTOCOL, "this is not Redis's answer");
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        int c;
        while ((c = in.read()) >= 0 && c != '\n' && line.length() < LONGEST) {
            line.append((char) c);
        }
        return line.toString().strip();
    }

    /// MySQL's protocol: a greeting of version 10, or an error packet. The handshake is then ended
    /// as a stranger would be turned away, because a server blocks a host whose handshakes break
    /// off (`max_connect_errors`).
    static Answer mysql(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        byte[] greeting = packet(in);
        if (greeting.length > 2 && (greeting[0] & 0xff) == 0xff) {
            return mysqlError(greeting);
        }
        if (greeting.length == 0 || greeting[0] != 10) {
            return Answer.bad(Failure.PROTOCOL, "this is not MySQL's greeting");
        }
        turnAway(socket, in);
        return Answer.good();
    }

    /// 1130 turns away a host that has no account: the server lives.
    private static Answer mysqlError(byte[] packet) {
        int code = (packet[1] & 0xff) | (packet[2] & 0xff) << 8;
        String text = new String(packet, 3, packet.length - 3, StandardCharsets.UTF_8);
        return code == 1130 ? Answer.good() : new Answer.Bad(Failure.STATUS, code, text);
    }

    private static void turnAway(Socket socket, InputStream in) {
        try {
            socket.getOutputStream().write(stranger());
            byte[] reply = packet(in);
            if (reply.length > 0 && (reply[0] & 0xff) == 0xfe) {
                socket.getOutputStream().write(new byte[] {0, 0, 0, 3});
                packet(in);
            }
        } catch (IOException greetedAlready) {
            return;
        }
    }

    /// HandshakeResponse41 of user `varde` without a password.
    private static byte[] stranger() {
        int protocol41 = 0x200;
        int secureConnection = 0x8000;
        int pluginAuth = 0x80000;
        byte[] user = "varde\0".getBytes(StandardCharsets.US_ASCII);
        byte[] plugin = "mysql_native_password\0".getBytes(StandardCharsets.US_ASCII);
        int length = 32 + user.length + 1 + plugin.length;
        ByteBuffer out = ByteBuffer.allocate(4 + length).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(length | 1 << 24);
        out.putInt(protocol41 | secureConnection | pluginAuth).putInt(1 << 24).put((byte) 33);
        out.put(new byte[23]).put(user).put((byte) 0).put(plugin);
        return out.array();
    }

    private static byte[] packet(InputStream in) throws IOException {
        byte[] head = in.readNBytes(4);
        if (head.length < 4) {
            throw new EOFException("the server closed the connection");
        }
        int length = (head[0] & 0xff) | (head[1] & 0xff) << 8 | (head[2] & 0xff) << 16;
        return in.readNBytes(Math.min(length, LONGEST));
    }
}

package dev.varde.notifier;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// A server on loopback whose conversation a test writes itself.
public final class TcpServer implements AutoCloseable {
    private final ServerSocket socket;
    private final Conversation conversation;

    /// One connection.
    public interface Conversation {
        void talk(BufferedReader in, Line out) throws IOException;
    }

    /// Writes one line, ended by CR and LF.
    public interface Line {
        void say(String line) throws IOException;
    }

    public TcpServer(Conversation conversation) throws IOException {
        this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.conversation = conversation;
        Thread.ofVirtual().start(this::accept);
    }

    /// An SMTP server that speaks properly but for its answers to three commands.
    ///
    /// @param recipient answer to RCPT TO
    /// @param data answer to the mail's end, or an empty text to hang up there
    public static TcpServer smtp(String recipient, String data) throws IOException {
        return new TcpServer((in, out) -> {
            out.say("220 stub");
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String verb = line.length() < 4 ? line : line.substring(0, 4);
                switch (verb) {
                    case "EHLO" -> out.say("250 stub");
                    case "RCPT" -> out.say(recipient);
                    case "DATA" -> {
                        out.say("354 go on");
                        while (!".".equals(in.readLine())) {
                            // The mail itself is of no interest here.
                        }
                        if (data.isEmpty()) {
                            return;
                        }
                        out.say(data);
                    }
                    default -> out.say("250 fine");
                }
            }
        });
    }

    public int port() {
        return socket.getLocalPort();
    }

    /// A port on loopback that nobody listens on.
    public static int closedPort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            OutputStream raw = client.getOutputStream();
            conversation.talk(
                    new BufferedReader(
                            new InputStreamReader(
                                    client.getInputStream(), StandardCharsets.ISO_8859_1)),
                    line -> {
                        raw.write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
                        raw.flush();
                    });
        } catch (IOException e) {
            // The other side hung up, which tests do.
        }
    }
}

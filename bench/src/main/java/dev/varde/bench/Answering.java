package dev.varde.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// A web server on loopback that is always well: one thread, one short answer for each connection.
final class Answering implements AutoCloseable {
    private static final int BACKLOG = 1_000;
    private static final int PATIENCE_MILLIS = 1_000;
    private static final byte[] WELL =
            "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nConnection: close\r\n\r\nok\n"
                    .getBytes(StandardCharsets.US_ASCII);

    private final ServerSocket socket;

    Answering() throws IOException {
        socket = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().name("answers").start(this::answer);
    }

    int port() {
        return socket.getLocalPort();
    }

    private void answer() {
        byte[] request = new byte[4_096];
        while (!socket.isClosed()) {
            answerOne(request);
        }
    }

    private void answerOne(byte[] request) {
        try (Socket asked = socket.accept()) {
            asked.setSoTimeout(PATIENCE_MILLIS);
            if (asked.getInputStream().read(request) > 0) {
                asked.getOutputStream().write(WELL);
            }
        } catch (IOException hungUp) {
            return;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

package dev.varde.collector.app;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/// Stands between a client and a server, and can keep the server's answers to itself.
final class MuteProxy implements AutoCloseable {
    private final ServerSocket listening =
            new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean mute;
    private volatile int target;

    MuteProxy() throws IOException {}

    int port() {
        return listening.getLocalPort();
    }

    void forwardTo(int port) {
        target = port;
        Thread.ofVirtual().start(this::accept);
    }

    void mute() {
        mute = true;
    }

    /// Lets answers through again, of new connections: those that were kept are gone.
    void speak() {
        mute = false;
        open.forEach(MuteProxy::close);
        open.clear();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                open.add(client);
                open.add(server);
                Thread.ofVirtual().start(() -> pump(client, server, () -> true));
                Thread.ofVirtual().start(() -> pump(server, client, () -> !mute));
            } catch (IOException _) {
                // the end, or a broker that is not there; the client tries again
            }
        }
    }

    private static void pump(Socket from, Socket to, BooleanSupplier passes) {
        byte[] bytes = new byte[16 << 10];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
                if (passes.getAsBoolean()) {
                    to.getOutputStream().write(bytes, 0, n);
                }
            }
        } catch (IOException _) {
            // either side has ended it
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException _) {
            // it is closed
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        speak();
    }
}

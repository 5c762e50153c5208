package dev.varde.collector.probe;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A server on a free port of the loopback that treats each connection as told.
final class Server implements AutoCloseable {
    /// What is done with a connection; it is closed afterwards.
    interface Manner {
        void treat(Socket socket) throws Exception;
    }

    private final ServerSocket listening;
    private final List<Socket> open = new CopyOnWriteArrayList<>();

    Server(Manner manner) throws IOException {
        this(manner, 0);
    }

    Server(Manner manner, int port) throws IOException {
        listening = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> accept(manner));
    }

    private void accept(Manner manner) {
        try {
            while (true) {
                Socket socket = listening.accept();
                open.add(socket);
                Thread.ofVirtual().start(() -> treat(manner, socket));
            }
        } catch (IOException closed) {
            open.clear();
        }
    }

    private void treat(Manner manner, Socket socket) {
        try (socket) {
            manner.treat(socket);
        } catch (Exception gone) {
            open.remove(socket);
        }
    }

    int port() {
        return listening.getLocalPort();
    }

    static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}

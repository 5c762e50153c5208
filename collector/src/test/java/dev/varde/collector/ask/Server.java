package dev.varde.collector.ask;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A server on a free port of the loopback that treats each connection as told.
public final class Server implements AutoCloseable {
    /// What is done with a connection; it is closed afterwards.
    public interface Manner {
        void treat(Socket socket) throws Exception;
    }

    private final ServerSocket listening;
    private final List<Socket> open = new CopyOnWriteArrayList<>();

    public Server(Manner manner) throws IOException {
        this(manner, 0);
    }

    public Server(Manner manner, int port) throws IOException {
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

    public int port() {
        return listening.getLocalPort();
    }

    public static int freePort() throws IOException {
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

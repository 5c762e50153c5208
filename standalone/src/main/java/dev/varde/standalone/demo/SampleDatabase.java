package dev.varde.standalone.demo;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/// Stands in for a database, or for a program on the wrong port: listens, holds what connects and
/// says nothing. A process of its own.
public final class SampleDatabase {
    private static final int TRY_AGAIN_MILLIS = 5;

    private SampleDatabase() {}

    /// Waits for its port when another has it.
    ///
    /// @param args the port
    public static void main(String[] args) throws IOException, InterruptedException {
        endWithParent();
        try (ServerSocket server = listen(Integer.parseInt(args[0]))) {
            System.err.println("listening on " + server.getLocalSocketAddress());
            while (true) {
                Socket client = server.accept();
                Thread.ofVirtual().start(() -> hold(client));
            }
        }
    }

    /// However the demo ends, also by SIGKILL; the backend ends when it loses its database.
    private static void endWithParent() {
        Thread.ofPlatform()
                .daemon()
                .start(() -> {
                    ProcessHandle.current().parent().ifPresent(p -> p.onExit().join());
                    Runtime.getRuntime().halt(0);
                });
    }

    /// Until the other side closes.
    private static void hold(Socket client) {
        try (client) {
            client.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            System.err.println("a client is gone: " + e.getMessage());
        }
    }

    private static ServerSocket listen(int port) throws IOException, InterruptedException {
        while (true) {
            ServerSocket server = new ServerSocket();
            server.setReuseAddress(true);
            try {
                server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                return server;
            } catch (java.net.BindException e) {
                server.close();
                Thread.sleep(TRY_AGAIN_MILLIS);
            }
        }
    }
}

package dev.varde.collector.probe;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.Locale;

/// Connects to host:port and lets a greeting decide; without one the connection is enough.
final class SocketQuestion implements Question {
    /// What is said on an open connection.
    @FunctionalInterface
    interface Greeting {
        Answer greet(Socket socket) throws IOException;
    }

    /// @param host a name or an address, IPv6 without brackets
    record Target(String host, int port) {
        /// Reads `host:port`, `[::1]:port` or a port alone, which is this host's.
        static Target parse(String text) {
            int colon = text.lastIndexOf(':');
            String host = colon < 0 ? "127.0.0.1" : text.substring(0, colon);
            int port = Integer.parseInt(text.substring(colon + 1).strip());
            if (port < 1 || port > 65_535) {
                throw new IllegalArgumentException("no port: " + text);
            }
            boolean bracketed = host.startsWith("[") && host.endsWith("]");
            return new Target(bracketed ? host.substring(1, host.length() - 1) : host, port);
        }

        /// Whether it is this machine by its name or address alone, without asking a name server.
        boolean local() {
            String lower = host.toLowerCase(Locale.ROOT);
            return lower.equals("localhost")
                    || lower.startsWith("127.")
                    || lower.equals("::1")
                    || lower.equals("0.0.0.0")
                    || lower.equals("::");
        }
    }

    private final Target target;
    private final Greeting greeting;

    SocketQuestion(Target target, Greeting greeting) {
        this.target = target;
        this.greeting = greeting;
    }

    @Override
    public Answer ask() throws IOException {
        InetSocketAddress address = new InetSocketAddress(target.host(), target.port());
        if (address.isUnresolved()) {
            throw new UnknownHostException(target.host());
        }
        try (Socket socket = new Socket()) {
            socket.connect(address);
            return greeting.greet(socket);
        }
    }
}

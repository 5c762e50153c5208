package dev.varde.standalone.app;

import dev.varde.events.start.CannotStart;
import dev.varde.standalone.broker.FreePorts;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/// The console's port.
final class Ports {
    /// Where the console listens when nothing else is said.
    static final int STANDARD = 8600;

    private Ports() {}

    /// A port that can be listened on now.
    ///
    /// @param port 0 for any free one
    /// @throws CannotStart when somebody else listens on it
    static int claim(String host, int port) throws CannotStart {
        try {
            if (port == 0) {
                return FreePorts.find(1)[0];
            }
            try (ServerSocket probe = new ServerSocket()) {
                probe.setReuseAddress(true);
                probe.bind(new InetSocketAddress(host, port));
                return port;
            }
        } catch (IOException e) {
            throw new CannotStart(
                    "Port "
                            + port
                            + " on "
                            + host
                            + " cannot be listened on ("
                            + e.getMessage()
                            + "). See who holds it with: ss -ltnp 'sport = :"
                            + port
                            + "'. Choose another with --port, or any free one with --port 0.",
                    e);
        }
    }
}

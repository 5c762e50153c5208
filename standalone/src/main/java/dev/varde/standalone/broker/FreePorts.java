package dev.varde.standalone.broker;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Scanner;
import java.util.concurrent.ThreadLocalRandom;

/// TCP ports on loopback that nobody listens on at this moment.
///
/// They lie below the range from which the kernel takes ports by itself (ip(7),
/// `ip_local_port_range`): one out of that range may be somebody's outgoing connection, or another
/// listener on "any port", before it is used or while what uses it starts again.
public final class FreePorts {
    private static final Path KERNELS_OWN = Path.of("/proc/sys/net/ipv4/ip_local_port_range");
    private static final int LOWEST = 15_000;
    private static final int FEWEST = 1_000;
    private static final int TRIES = 200;

    private FreePorts() {}

    /// Different from one another; another program may take one before it is used.
    public static int[] find(int count) throws IOException {
        int end = kernelsFirst();
        List<ServerSocket> held = new ArrayList<>();
        try {
            int[] ports = new int[count];
            for (int i = 0; i < count; i++) {
                ServerSocket socket = listen(end);
                held.add(socket);
                ports[i] = socket.getLocalPort();
            }
            return ports;
        } finally {
            for (ServerSocket socket : held) {
                socket.close();
            }
        }
    }

    private static ServerSocket listen(int end) throws IOException {
        for (int i = 0; i < TRIES && end - LOWEST >= FEWEST; i++) {
            Optional<ServerSocket> free = tryOne(ThreadLocalRandom.current().nextInt(LOWEST, end));
            if (free.isPresent()) {
                return free.get();
            }
        }
        return listenOn(0);
    }

    private static Optional<ServerSocket> tryOne(int port) throws IOException {
        try {
            return Optional.of(listenOn(port));
        } catch (BindException e) {
            return Optional.empty(); // taken
        }
    }

    private static ServerSocket listenOn(int port) throws IOException {
        return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
    }

    /// The first port that the kernel gives away by itself; 0 where that is not known.
    private static int kernelsFirst() {
        // Files.readString gets a part of it: what is under /proc/sys can be read in one piece
        // only.
        try (Scanner range = new Scanner(KERNELS_OWN, StandardCharsets.US_ASCII)) {
            return range.nextInt();
        } catch (IOException | NoSuchElementException e) {
            return 0;
        }
    }
}

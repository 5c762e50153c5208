package dev.varde.collector.ask;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Where a server listens.
///
/// @param host a name or an address, IPv6 without brackets
/// @param trust whose certificates are good enough, or null where the line is not secure
public record Place(String host, int port, @Nullable Trusted trust) {
    public Place(String host, int port) {
        this(host, port, null);
    }

    /// Reads `host:port`, `[::1]:port` or a port alone, which is this host's.
    ///
    /// @throws IllegalArgumentException where there is no port
    public static Place parse(String text) {
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? "127.0.0.1" : text.substring(0, colon);
        int port = Integer.parseInt(text.substring(colon + 1).strip());
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("no port: " + text);
        }
        return new Place(bare(host), port);
    }

    static String bare(String host) {
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        return bracketed ? host.substring(1, host.length() - 1) : host;
    }

    /// Whether it is this machine by its name or address alone, without asking a name server.
    public boolean local() {
        String lower = host.toLowerCase(Locale.ROOT);
        return lower.equals("localhost")
                || lower.startsWith("127.")
                || lower.equals("::1")
                || lower.equals("0.0.0.0")
                || lower.equals("::");
    }
}

package dev.varde.events.config;

import java.net.InetAddress;
import java.util.List;

/// Which addresses a webhook may go to beside those of the open internet.
///
/// @param inside all of the private network and this machine
/// @param networks these
public record Reach(boolean inside, List<Network> networks) {
    public static final Reach PUBLIC = new Reach(false, List.of());
    public static final Reach INSIDE = new Reach(true, List.of());

    public Reach {
        networks = List.copyOf(networks);
    }

    public boolean permits(InetAddress address) {
        return inside || networks.stream().anyMatch(n -> n.contains(address));
    }

    /// Whether the address is listed by itself, and not only as one of many.
    public boolean names(InetAddress address) {
        return networks.stream().anyMatch(n -> n.single() && n.contains(address));
    }
}

package dev.varde.processor.fleet;

import dev.varde.events.ServiceName;

/// What several instances have in common, and may suffer from together: a service that they are or
/// need, or an address that they listen on or call.
///
/// @param key at most 300 characters
public record Shared(String key) {
    private static final int LONGEST = 300;

    public Shared {
        key = key.substring(0, Math.min(LONGEST, key.length()));
    }

    public static Shared service(ServiceName name) {
        return new Shared("service/" + name);
    }

    /// @param address host:port
    public static Shared address(String address) {
        return new Shared("address/" + address);
    }

    boolean isService() {
        return key.startsWith("service/");
    }

    @Override
    public String toString() {
        return key;
    }
}

package dev.varde.notifier.webhook;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;

/// Keeps webhooks out of the private network: every address of the receiver's host must be a public
/// one, unless its configuration allows private ones.
///
/// Asked right before each request. The request resolves the name once more, out of the same
/// process-wide cache (30 s, `networkaddress.cache.ttl`), so that a name whose address changes in
/// between passes only if its entry ends within those microseconds.
final class AddressGuard {
    private AddressGuard() {}

    /// Why the host may not be reached; empty when it may.
    static Optional<String> refuses(String host) throws UnknownHostException {
        boolean bad = Arrays.stream(InetAddress.getAllByName(host)).anyMatch(a -> !isPublic(a));
        return bad
                ? Optional.of(
                        "its host has a private, loopback or otherwise internal address; set"
                                + " allow-private: true if that is meant")
                : Optional.empty();
    }

    /// Whether an address is one of the open internet (IANA special-purpose address registries).
    static boolean isPublic(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        return switch (address) {
            case Inet4Address a -> isPublic4(a.getAddress());
            case Inet6Address a -> isPublic6(a.getAddress());
            default -> false;
        };
    }

    private static boolean isPublic4(byte[] b) {
        int first = b[0] & 0xff;
        int second = b[1] & 0xff;
        int third = b[2] & 0xff;
        boolean carrierNat = first == 100 && second >= 64 && second <= 127;
        boolean benchmark = first == 198 && (second == 18 || second == 19);
        boolean special = first == 192 && second == 0 && (third == 0 || third == 2);
        boolean examples =
                (first == 198 && second == 51 && third == 100)
                        || (first == 203 && second == 0 && third == 113);
        return first != 0 && first < 224 && !carrierNat && !benchmark && !special && !examples;
    }

    private static boolean isPublic6(byte[] b) {
        boolean global = (b[0] & 0xe0) == 0x20; // 2000::/3
        boolean teredo = starts(b, 0x20, 0x01, 0x00, 0x00);
        boolean sixToFour = starts(b, 0x20, 0x02);
        boolean examples = starts(b, 0x20, 0x01, 0x0d, 0xb8);
        return global && !teredo && !sixToFour && !examples;
    }

    private static boolean starts(byte[] b, int... prefix) {
        for (int i = 0; i < prefix.length; i++) {
            if ((b[i] & 0xff) != prefix[i]) {
                return false;
            }
        }
        return true;
    }
}

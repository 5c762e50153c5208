package dev.varde.notifier.webhook;

import dev.varde.events.config.Network;
import dev.varde.events.config.Reach;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Keeps webhooks out of the private network: every address of the receiver's host has to be a
/// public one, or one that its configuration permits. The services by which clouds hand out
/// credentials are reached only where their address is listed by itself.
final class AddressGuard {
    /// Amazon, Google, Azure and most others; Amazon's for containers and by IPv6; Alibaba; Oracle;
    /// Azure's wire server, which is in public space.
    private static final List<Network> METADATA =
            Stream.of(
                            "169.254.169.254",
                            "169.254.170.2",
                            "169.254.170.23",
                            "fd00:ec2::254",
                            "fd00:ec2::23",
                            "100.100.100.200",
                            "192.0.0.192",
                            "168.63.129.16")
                    .flatMap(text -> Network.read(text).stream())
                    .toList();

    private AddressGuard() {}

    /// Why a host with these addresses may not be reached; empty when it may.
    static Optional<String> refuses(List<InetAddress> addresses, Reach reach) {
        if (addresses.stream().anyMatch(a -> isMetadata(a) && !reach.names(a))) {
            return Optional.of("its host has the address of a cloud's metadata service");
        }
        return addresses.stream().allMatch(a -> isPublic(a) || reach.permits(a))
                ? Optional.empty()
                : Optional.of(
                        "its host has a private, loopback or otherwise internal address; set"
                                + " allow-private if that is meant");
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

    private static boolean isMetadata(InetAddress address) {
        return METADATA.stream().anyMatch(m -> m.contains(address) || m.contains(inside(address)));
    }

    /// The IPv4 address that one of IPv6 leads to: translated (RFC 6052), 6to4 (RFC 3056) or
    /// compatible (RFC 4291, section 2.5.5.1); else the address itself.
    private static InetAddress inside(InetAddress address) {
        byte[] b = address.getAddress();
        if (b.length == 4) {
            return address;
        }
        boolean translated = starts(b, 0, 0x64, 0xff, 0x9b);
        boolean compatible = starts(b, new int[12]);
        if (translated || compatible) {
            return four(Arrays.copyOfRange(b, 12, 16));
        }
        return starts(b, 0x20, 0x02) ? four(Arrays.copyOfRange(b, 2, 6)) : address;
    }

    private static InetAddress four(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new AssertionError("four bytes are an address", e);
        }
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

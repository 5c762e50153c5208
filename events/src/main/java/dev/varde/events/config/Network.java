package dev.varde.events.config;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.Optional;

/// An address, or all addresses that begin with the same bits, as CIDR notation (RFC 4632) says
/// them: `10.1.0.0/16`, `fd00:1::/48`, `192.0.2.7`.
///
/// @param bits how many bits are fixed; all those after them are zero
public record Network(InetAddress address, int bits) {
    public Network {
        byte[] bytes = address.getAddress();
        if (bits < 0 || bits > bytes.length * 8 || !Arrays.equals(bytes, head(bytes, bits))) {
            throw new IllegalArgumentException("the bits after the prefix have to be zero");
        }
    }

    /// Reads one without asking for any name; empty when the text is none.
    public static Optional<Network> read(String text) {
        int slash = text.indexOf('/');
        String length = slash < 0 ? "" : text.substring(slash + 1);
        if (slash >= 0 && !length.matches("[0-9]{1,3}")) {
            return Optional.empty();
        }
        try {
            String literal = slash < 0 ? text : text.substring(0, slash);
            InetAddress address = InetAddress.ofLiteral(literal);
            int all = address.getAddress().length * 8;
            return Optional.of(new Network(address, slash < 0 ? all : Integer.parseInt(length)));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    public boolean contains(InetAddress other) {
        byte[] bytes = other.getAddress();
        byte[] mine = address.getAddress();
        return bytes.length == mine.length && Arrays.equals(mine, head(bytes, bits));
    }

    /// Whether it is one address alone.
    public boolean single() {
        return bits == address.getAddress().length * 8;
    }

    private static byte[] head(byte[] bytes, int bits) {
        byte[] head = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            int kept = Math.clamp(bits - i * 8L, 0, 8);
            head[i] = (byte) (bytes[i] & (0xff << (8 - kept)));
        }
        return head;
    }
}

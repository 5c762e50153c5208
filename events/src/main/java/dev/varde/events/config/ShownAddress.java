package dev.varde.events.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Makes `https://hooks.slack.com#1a2b3c` of an address: path and query of a webhook's address are
/// a credential, and the hash is too short to find them by.
final class ShownAddress {
    private static final int DIGITS = 6;

    private ShownAddress() {}

    static String of(Secret address) {
        String hash = hash(address.reveal());
        try {
            URI uri = new URI(address.reveal());
            return uri.getScheme() == null || uri.getHost() == null
                    ? "#" + hash
                    : uri.getScheme() + "://" + uri.getHost() + "#" + hash;
        } catch (URISyntaxException _) {
            return "#" + hash;
        }
    }

    private static String hash(String text) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}

package dev.varde.notifier.text;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/// Names made fit for ids and headers.
public final class Digest {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final int LENGTH = 32;

    private Digest() {}

    /// The name itself when it holds only letters, digits, `_` and `-`, else a digest of it.
    public static String plain(String name) {
        return PLAIN.matcher(name).matches() ? name : of(name);
    }

    /// The first 32 hexadecimal digits of the text's SHA-256.
    public static String of(String text) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}

package dev.varde.events.sign;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;

/// The public half of a key by which orders are signed: Ed25519, RFC 8032.
///
/// @param text `vk_` and the 32 bytes of the key in base64url without padding (RFC 4648, section 5)
public record TrustedKey(String text) {
    static final String PREFIX = "vk_";
    static final int BYTES = 32;

    /// What stands before the key in its X.509 form (RFC 8410, section 10.1).
    private static final byte[] X509 = HexFormat.of().parseHex("302a300506032b6570032100");

    private static final int ID_BYTES = 8;

    /// @throws IllegalArgumentException when the text is no such key
    public TrustedKey {
        if (!text.startsWith(PREFIX)) {
            throw new IllegalArgumentException("a public key begins with " + PREFIX);
        }
        PublicKey _ = publicKey(bytes(text));
    }

    static TrustedKey of(byte[] key) {
        return new TrustedKey(PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(key));
    }

    /// How the key is named in orders and logs: the first eight bytes of its SHA-256, in hex.
    public String id() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes(text));
            return HexFormat.of().formatHex(digest, 0, ID_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /// Whether this key's other half signed these bytes.
    boolean verifies(byte[] message, byte[] signature) {
        try {
            Signature check = Signature.getInstance("Ed25519");
            check.initVerify(publicKey(bytes(text)));
            check.update(message);
            return check.verify(signature);
        } catch (GeneralSecurityException _) { // of another length, or no point of the curve
            return false;
        }
    }

    private static byte[] bytes(String text) {
        byte[] key = Base64.getUrlDecoder().decode(text.substring(PREFIX.length()));
        if (key.length != BYTES) {
            throw new IllegalArgumentException("a public key has 32 bytes");
        }
        return key;
    }

    private static PublicKey publicKey(byte[] key) {
        byte[] encoded = java.util.Arrays.copyOf(X509, X509.length + key.length);
        System.arraycopy(key, 0, encoded, X509.length, key.length);
        try {
            return KeyFactory.getInstance("Ed25519")
                    .generatePublic(new X509EncodedKeySpec(encoded));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("no Ed25519 key", e);
        }
    }
}

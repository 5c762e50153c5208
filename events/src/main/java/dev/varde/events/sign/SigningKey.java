package dev.varde.events.sign;

import dev.varde.events.RestartOrder;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/// The key by which a notifier signs orders: Ed25519, RFC 8032. As text it is `vs_` and 64 bytes in
/// base64url without padding: the seed, then the public key. `toString` says `<secret>`.
public final class SigningKey {
    private static final String PREFIX = "vs_";
    private static final int HALF = TrustedKey.BYTES;

    /// What stands before the seed in its PKCS #8 form (RFC 8410, section 10.3).
    private static final byte[] PKCS8 = HexFormat.of().parseHex("302e020100300506032b657004220420");

    private final byte[] seed;
    private final PrivateKey key;
    private final TrustedKey trusted;

    private SigningKey(byte[] seed, TrustedKey trusted) {
        this.seed = seed;
        this.key = privateKey(seed);
        this.trusted = trusted;
    }

    /// @throws IllegalArgumentException when the text is no such key; never with the text
    public static SigningKey of(String text) {
        byte[] both = bytes(text);
        SigningKey key =
                new SigningKey(
                        Arrays.copyOf(both, HALF),
                        TrustedKey.of(Arrays.copyOfRange(both, HALF, 2 * HALF)));
        byte[] probe = {1};
        if (!key.trusted.verifies(probe, key.signature(probe))) {
            throw new IllegalArgumentException("the halves of the signing key are of two keys");
        }
        return key;
    }

    /// A new one, of the system's own randomness.
    public static SigningKey make() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            return new SigningKey(
                    lastHalf(pair.getPrivate().getEncoded()),
                    TrustedKey.of(lastHalf(pair.getPublic().getEncoded())));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has Ed25519", e);
        }
    }

    public TrustedKey trusted() {
        return trusted;
    }

    /// The same order with this key's id and signature.
    public RestartOrder sign(RestartOrder order) {
        RestartOrder named = order.signed(trusted.id(), null);
        String signature =
                Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(signature(SignedForm.of(named)));
        return order.signed(trusted.id(), signature);
    }

    /// The text of it, for the one file that keeps it.
    public String reveal() {
        byte[] both = Arrays.copyOf(seed, 2 * HALF);
        byte[] open = Base64.getUrlDecoder().decode(trusted.text().substring(PREFIX.length()));
        System.arraycopy(open, 0, both, HALF, HALF);
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(both);
    }

    @Override
    public String toString() {
        return "<secret>";
    }

    private byte[] signature(byte[] message) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(key);
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key that was checked signs", e);
        }
    }

    private static byte[] bytes(String text) {
        String base64 = text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : "";
        byte[] both;
        try {
            both = Base64.getUrlDecoder().decode(base64);
        } catch (IllegalArgumentException _) { // its message quotes the text
            both = new byte[0];
        }
        if (both.length != 2 * HALF) {
            throw new IllegalArgumentException("a signing key is vs_ and 64 bytes in base64url");
        }
        return both;
    }

    private static byte[] lastHalf(byte[] encoded) {
        return Arrays.copyOfRange(encoded, encoded.length - HALF, encoded.length);
    }

    private static PrivateKey privateKey(byte[] seed) {
        byte[] encoded = Arrays.copyOf(PKCS8, PKCS8.length + seed.length);
        System.arraycopy(seed, 0, encoded, PKCS8.length, seed.length);
        try {
            return KeyFactory.getInstance("Ed25519")
                    .generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("no Ed25519 seed", e);
        }
    }
}

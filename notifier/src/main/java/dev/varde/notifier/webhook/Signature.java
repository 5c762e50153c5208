package dev.varde.notifier.webhook;

import dev.varde.events.config.Secret;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signs by Standard Webhooks 1.0.0: for each secret `v1,` and the base64 of HMAC-SHA256 over
/// `id.timestamp.body`, separated by one blank. A receiver accepts when one of them fits, so that a
/// secret can be replaced without a message lost.
final class Signature {
    private static final String PREFIX = "whsec_";
    private static final String ALGORITHM = "HmacSHA256";

    private final List<SecretKeySpec> keys;

    /// @param secrets each `whsec_` and the base64 of the key; without the prefix all of it is
    ///   base64, and what is no base64 is the key itself
    Signature(List<Secret> secrets) {
        this.keys =
                secrets.stream().map(s -> new SecretKeySpec(key(s.reveal()), ALGORITHM)).toList();
    }

    /// @param timestamp of this attempt, in seconds since 1970
    String of(String id, long timestamp, byte[] body) {
        return keys.stream()
                .map(key -> of(key, id + "." + timestamp + ".", body))
                .collect(Collectors.joining(" "));
    }

    private static String of(SecretKeySpec key, String head, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(head.getBytes(StandardCharsets.UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new AssertionError("every Java has " + ALGORITHM, e);
        }
    }

    private static byte[] key(String secret) {
        String text = secret.startsWith(PREFIX) ? secret.substring(PREFIX.length()) : secret;
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return secret.getBytes(StandardCharsets.UTF_8);
        }
    }
}

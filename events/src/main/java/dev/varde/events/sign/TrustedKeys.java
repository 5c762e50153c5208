package dev.varde.events.sign;

import dev.varde.events.RestartOrder;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The keys whose orders are carried out; none of them is carried out where there are none.
public record TrustedKeys(List<TrustedKey> keys) {
    public static final TrustedKeys NOBODY = new TrustedKeys(List.of());

    public TrustedKeys {
        keys = keys.stream().distinct().toList();
    }

    public static TrustedKeys of(TrustedKey key) {
        return new TrustedKeys(List.of(key));
    }

    public TrustedKeys and(TrustedKeys others) {
        return new TrustedKeys(Stream.concat(keys.stream(), others.keys.stream()).toList());
    }

    /// Why an order is not believed, or empty when one of the keys signed it.
    public Optional<String> doubt(RestartOrder order) {
        if (order.key() == null || order.signature() == null) {
            return Optional.of("the order is not signed");
        }
        if (keys.isEmpty()) {
            return Optional.of(
                    "this host trusts no key: write the notifier's, which `varde keys show` prints,"
                            + " under orders: trust:");
        }
        String named = order.key();
        return keys.stream()
                .filter(k -> k.id().equals(named))
                .findFirst()
                .map(k -> doubt(order, k))
                .orElseGet(() -> Optional.of(stranger(named)));
    }

    private static Optional<String> doubt(RestartOrder order, TrustedKey key) {
        byte[] signature = signature(order.signature());
        return signature.length > 0 && key.verifies(SignedForm.of(order), signature)
                ? Optional.empty()
                : Optional.of(
                        "the signature does not fit: the order was altered, or "
                                + key.id()
                                + " did not sign it");
    }

    private String stranger(String key) {
        String plain = key.replaceAll("[^0-9A-Za-z_-]", "?");
        return "it is signed by key "
                + (plain.length() <= 20 ? plain : plain.substring(0, 20) + "…")
                + ", which this host does not trust; it trusts "
                + keys.stream().map(TrustedKey::id).collect(Collectors.joining(", "));
    }

    private static byte[] signature(@Nullable String text) {
        try {
            return text == null ? new byte[0] : Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException _) {
            return new byte[0];
        }
    }
}

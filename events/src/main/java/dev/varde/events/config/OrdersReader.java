package dev.varde.events.config;

import dev.varde.events.config.Configuration.OrderLimit;
import dev.varde.events.config.Configuration.Orders;
import dev.varde.events.sign.SigningKey;
import dev.varde.events.sign.TrustedKey;
import dev.varde.events.sign.TrustedKeys;
import java.util.Optional;

/// Reads `orders`: who signs them, whose are carried out, and how many.
final class OrdersReader {
    private static final Kind<Secret> KEY =
            Kind.named(
                            "signing key",
                            "Write ${file:/path} of a file that `varde keys new` made.",
                            SigningKey::of)
                    .hidden();

    private static final Kind<TrustedKey> TRUSTED =
            Kind.named(
                    "public key",
                    "Write vk_ and 43 characters, as `varde keys show` prints it.",
                    TrustedKey::new);

    private OrdersReader() {}

    static Orders read(Place place) {
        return place.section("sign-with", "trust", "limit")
                .map(s ->
                        new Orders(
                                s.get("sign-with", KEY).orElse(null),
                                new TrustedKeys(
                                        s.find("trust")
                                                .map(p -> p.all(TRUSTED))
                                                .orElse(java.util.List.of())),
                                s.find("limit")
                                        .flatMap(OrdersReader::limit)
                                        .orElse(OrderLimit.USUAL)))
                .orElse(Orders.USUAL);
    }

    private static Optional<OrderLimit> limit(Place place) {
        return place.section("restarts", "within")
                .map(s ->
                        new OrderLimit(
                                s.get("restarts", Kinds.COUNT).orElse(OrderLimit.USUAL.restarts()),
                                s.get("within", Kinds.SOME_TIME)
                                        .orElse(OrderLimit.USUAL.within())));
    }
}

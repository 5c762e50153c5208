package dev.varde.events.config;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// A part of the configuration file that one program needs and another does not. Every program
/// needs `host` and `kafka`.
public enum Chapter {
    SERVICES("services"),
    RED_FLAGS("red-flags"),
    MAIL("mail"),
    RECEIVERS("receivers"),
    ROUTES("routes", "times", "fallback"),
    RESTARTS("restarts"),
    MAINTENANCE("maintenance"),
    RULES("rules"),
    ORDERS("orders"),
    /// Passwords, signing keys and addresses that hold tokens, wherever they stand but in services.
    SECRETS();

    @SuppressWarnings("ImmutableEnumChecker") // List.of makes one that is
    private final List<String> keys;

    Chapter(String... keys) {
        this.keys = List.of(keys);
    }

    public static Set<Chapter> all() {
        return EnumSet.allOf(Chapter.class);
    }

    /// @param path of a value, such as `receivers[0].webhook.url`
    boolean holds(String path) {
        return keys.stream().anyMatch(key -> isIn(key, path));
    }

    private static boolean isIn(String key, String path) {
        return path.startsWith(key)
                && (path.length() == key.length() || ".[".indexOf(path.charAt(key.length())) >= 0);
    }
}

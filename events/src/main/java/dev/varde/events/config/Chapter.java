package dev.varde.events.config;

import java.util.EnumSet;
import java.util.Set;

/// A part of the configuration file that one program needs and another does not. Every program
/// needs `host` and `kafka`.
public enum Chapter {
    SERVICES("services"),
    RED_FLAGS("red-flags"),
    MAIL("mail"),
    RECEIVERS("receivers"),
    ROUTES("routes"),
    RESTARTS("restarts"),
    MAINTENANCE("maintenance"),
    RULES("rules"),
    ORDERS("orders"),
    /// Passwords, signing keys and addresses that hold tokens, wherever they stand but in services.
    SECRETS("");

    private final String key;

    Chapter(String key) {
        this.key = key;
    }

    public static Set<Chapter> all() {
        return EnumSet.allOf(Chapter.class);
    }

    /// @param path of a value, such as `receivers[0].webhook.url`
    boolean holds(String path) {
        return !key.isEmpty()
                && path.startsWith(key)
                && (path.length() == key.length() || ".[".indexOf(path.charAt(key.length())) >= 0);
    }
}

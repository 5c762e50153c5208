package dev.varde.standalone.app;

import java.nio.file.Path;

/// Translates the configuration file into Quarkus' own settings, before Quarkus starts.
final class Settings {
    private Settings() {}

    static void apply(Launch launch, int port) {
        log(launch.data());
        http(launch, port);
    }

    private static void log(Path data) {
        set("quarkus.log.file.enabled", "true");
        set("quarkus.log.file.path", data.resolve("varde.log").toString());
    }

    private static void http(Launch launch, int port) {
        boolean console = launch.has(Part.CONSOLE);
        set("quarkus.http.host-enabled", Boolean.toString(console));
        set("quarkus.http.host", launch.host());
        set("quarkus.http.port", Integer.toString(port));
    }

    /// Quarkus reads `$` and backslashes in values as expressions; a path may hold both.
    private static void set(String key, String value) {
        System.setProperty(key, value.replace("\\", "\\\\").replace("$", "\\$"));
    }
}

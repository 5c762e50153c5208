package dev.varde.events.config;

import dev.varde.events.HostName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// The name of the machine this runs on.
final class ThisHost {
    private static final Path KERNEL = Path.of("/proc/sys/kernel/hostname");

    private ThisHost() {}

    /// The kernel's name for the machine, else `HOSTNAME` of the environment, else `localhost`.
    static HostName name(Map<String, String> environment) {
        String kernel = kernel();
        String text = kernel.isBlank() ? environment.getOrDefault("HOSTNAME", "") : kernel;
        try {
            return new HostName(text.strip());
        } catch (IllegalArgumentException _) {
            return new HostName("localhost");
        }
    }

    private static String kernel() {
        try {
            return Files.readString(KERNEL);
        } catch (IOException _) {
            return "";
        }
    }
}

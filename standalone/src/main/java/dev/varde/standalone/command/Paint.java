package dev.varde.standalone.command;

import dev.varde.standalone.doctor.Section.Status;
import java.io.Console;
import java.util.Optional;

/// Colours for a terminal (ECMA-48, section 8.3.117), and none elsewhere or where `NO_COLOR` is
/// set.
enum Paint {
    PLAIN,
    COLOURED;

    static Paint here() {
        String refused = System.getenv().getOrDefault("NO_COLOR", "");
        return onTerminal() && refused.isEmpty() ? COLOURED : PLAIN;
    }

    /// Both ends of it; what is piped in or out is not.
    static boolean onTerminal() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    }

    String title(String text) {
        return paint("1", text);
    }

    String status(Status status, String text) {
        return switch (status) {
            case OK -> paint("32", text);
            case WARNING -> paint("33", text);
            case BAD -> paint("1;31", text);
            case UNKNOWN -> paint("36", text);
        };
    }

    private String paint(String code, String text) {
        return this == PLAIN ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
    }
}

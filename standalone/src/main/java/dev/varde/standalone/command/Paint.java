package dev.varde.standalone.command;

import dev.varde.standalone.doctor.Section.Status;

/// Colours for a terminal (ECMA-48, section 8.3.117), and none elsewhere or where `NO_COLOR` is
/// set.
enum Paint {
    PLAIN,
    COLOURED;

    static Paint here() {
        var console = System.console();
        boolean terminal = console != null && console.isTerminal();
        String refused = System.getenv().getOrDefault("NO_COLOR", "");
        return terminal && refused.isEmpty() ? COLOURED : PLAIN;
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

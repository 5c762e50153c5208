package dev.varde.standalone.unit;

import java.util.Optional;

/// Words of a command line as systemd reads them (systemd.service(5), "Command lines";
/// systemd.syntax (7), "Quoting"): `%` begins a specifier and `$` a variable, so both are doubled.
final class UnitWord {
    private UnitWord() {}

    /// The word as it stands.
    static String of(String word) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < word.length(); i++) {
            text.append(escaped(word.charAt(i)));
        }
        boolean plain = word.matches("[A-Za-z0-9_@%+=:,./${}~^-]+");
        return plain ? text.toString() : "\"" + text + "\"";
    }

    private static String escaped(char c) {
        return switch (c) {
            case '%' -> "%%";
            case '$' -> "$$";
            case '\\' -> "\\\\";
            case '"' -> "\\\"";
            case '\n' -> "\\n";
            case '\t' -> "\\t";
            default ->
                    Character.isISOControl(c)
                            ? "\\x%02x".formatted((int) c)
                            : Character.toString(c);
        };
    }

    /// A path as a setting takes it, where only specifiers mean something; empty for one that
    /// cannot be written there: it would not stand on one line, or would go on in the next.
    static Optional<String> path(String path) {
        boolean oneLine =
                path.chars().noneMatch(Character::isISOControl)
                        && !path.endsWith("\\")
                        && path.equals(path.strip());
        return oneLine ? Optional.of(path.replace("%", "%%")) : Optional.empty();
    }
}

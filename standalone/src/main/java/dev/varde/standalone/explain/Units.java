package dev.varde.standalone.explain;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Names of systemd's units in its own lines.
final class Units {
    private static final Pattern NAME =
            Pattern.compile(
                    "^([\\w:.@\\\\-]{1,200}\\.(?:service|scope|socket|mount|timer|slice)): ");

    private static final Pattern JOB =
            Pattern.compile(
                    "^(?:Start|Stopp|Reload)(?:ed|ing) ([\\w:.@\\\\-]{1,200}\\.(?:service|scope|socket|mount|timer|slice))\\b");

    private Units() {}

    /// The unit that a line begins with, or whose start or stop it tells.
    static @Nullable String named(String line) {
        Matcher name = NAME.matcher(line);
        Matcher job = JOB.matcher(line);
        return name.find() ? name.group(1) : job.find() ? job.group(1) : null;
    }

    /// Without what it is a unit of.
    static String plain(String unit) {
        return unit.replaceAll("\\.(?:service|scope|socket|mount|timer|slice)$", "");
    }

    /// Whether a program is likely the unit's: one is called as the other begins.
    static boolean alike(String program, String unit) {
        return unit.startsWith(program) || program.startsWith(unit);
    }
}

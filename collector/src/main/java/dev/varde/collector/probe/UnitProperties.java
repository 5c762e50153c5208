package dev.varde.collector.probe;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What systemd says of one unit, by property (org.freedesktop.systemd1(5)); each value at most
/// 4,096 characters.
public record UnitProperties(Map<String, String> values) {
    private static final int LONGEST = 4_096;

    public UnitProperties {
        values = Map.copyOf(values);
    }

    /// Asks about several units at once; those that systemd says nothing of are missing.
    ///
    /// @param properties their names, divided by commas
    /// @throws IOException with a reason to show, when systemd gives no answer in time
    public static Map<String, UnitProperties> ask(
            List<String> units, String properties, Duration patience)
            throws IOException, InterruptedException {
        Map<String, UnitProperties> answers = new LinkedHashMap<>();
        if (units.isEmpty()) {
            return answers;
        }
        String[] blocks = blocks(Systemctl.HERE.ask(units, properties, patience));
        for (int i = 0; i < blocks.length && i < units.size(); i++) {
            answers.put(units.get(i), of(blocks[i]));
        }
        return answers;
    }

    /// One block for each unit, with an empty line between.
    static String[] blocks(String output) {
        return output.strip().split("\n\\s*\n", -1);
    }

    /// The `Name=value` lines of one unit.
    static UnitProperties of(String block) {
        Map<String, String> values = new HashMap<>();
        block.lines()
                .forEach(l -> {
                    int equals = l.indexOf('=');
                    if (equals > 0) {
                        String value = l.substring(equals + 1).strip();
                        values.put(
                                l.substring(0, equals),
                                value.substring(0, Math.min(LONGEST, value.length())));
                    }
                });
        return new UnitProperties(values);
    }

    /// Empty where it is not said.
    public String text(String name) {
        return values.getOrDefault(name, "");
    }

    public int number(String name) {
        String text = text(name);
        return text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
    }

    public @Nullable Integer pid(String name) {
        int pid = number(name);
        return pid > 0 ? pid : null;
    }

    /// Bytes, or another large number. Null for `infinity`, `[not set]` and the largest number,
    /// which older versions show.
    public @Nullable Long bytes(String name) {
        String text = text(name);
        return text.matches("\\d{1,18}") ? Long.valueOf(text) : null;
    }

    /// A time span; 0 for none.
    public long micros(String name) {
        return TimeSpan.micros(text(name));
    }

    /// Whether there is such a unit.
    public boolean found() {
        return !text("LoadState").equals("not-found") && !text("LoadState").isEmpty();
    }
}

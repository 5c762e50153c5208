package dev.varde.collector.probe;

import dev.varde.events.UnitFact.UnitChanged;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What systemd says of units, from the output of one `systemctl show` for all of them.
final class Units {
    private static final String PROPERTIES = "Id,ActiveState,SubState,Result,NRestarts,MainPID";

    private Units() {}

    static List<String> command(String systemctl, List<String> units) {
        List<String> argv = new ArrayList<>();
        argv.addAll(List.of(systemctl, "show", "--no-pager", "-p", PROPERTIES, "--"));
        argv.addAll(units);
        return argv;
    }

    /// Blocks of `Name=value` lines, in the order of the units that were asked for, divided by
    /// empty lines.
    static Map<String, UnitChanged> parse(List<String> units, String output) {
        Map<String, UnitChanged> states = new HashMap<>();
        String[] blocks = output.strip().split("\n\\s*\n", -1);
        for (int i = 0; i < blocks.length && i < units.size(); i++) {
            String unit = units.get(i);
            block(unit, blocks[i]).ifPresent(state -> states.put(unit, state));
        }
        return states;
    }

    private static Optional<UnitChanged> block(String unit, String text) {
        Map<String, String> values = new HashMap<>();
        text.lines()
                .forEach(l -> {
                    int equals = l.indexOf('=');
                    if (equals > 0) {
                        values.put(l.substring(0, equals), l.substring(equals + 1).strip());
                    }
                });
        if (!values.containsKey("ActiveState")) {
            return Optional.empty();
        }
        int mainPid = number(values.getOrDefault("MainPID", "0"));
        return Optional.of(
                new UnitChanged(
                        unit,
                        values.getOrDefault("ActiveState", ""),
                        values.getOrDefault("SubState", ""),
                        values.getOrDefault("Result", ""),
                        number(values.getOrDefault("NRestarts", "0")),
                        mainPid > 0 ? mainPid : null));
    }

    private static int number(String text) {
        return text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
    }
}

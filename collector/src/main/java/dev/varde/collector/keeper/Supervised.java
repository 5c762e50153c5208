package dev.varde.collector.keeper;

import dev.varde.events.UnitFact.Guards;
import dev.varde.events.UnitFact.UnitChanged;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What `supervisorctl status` says of programs, in the words of a unit manager; the states are
/// those of supervisord's manual, section "Process States".
///
/// It does not say whether `autorestart` is set; by its default an unexpected end is followed by a
/// restart, and `EXITED` and `FATAL` say that none follows.
final class Supervised {
    static final String UNIT = "supervisor ";

    private static final Pattern LINE =
            Pattern.compile("(\\S+)\\s+([A-Z]+)(?:\\s+pid (\\d{1,9}),.*|\\s.*)?");
    private static final Guards GUARDS = new Guards("on-failure", null, "", 0);

    private Supervised() {}

    static List<String> question(List<String> names) {
        List<String> argv = new ArrayList<>(List.of("supervisorctl", "status"));
        argv.addAll(names);
        return argv;
    }

    /// By the program's name.
    static Map<String, UnitChanged> parse(String output) {
        Map<String, UnitChanged> found = new HashMap<>();
        output.lines()
                .map(LINE::matcher)
                .filter(Matcher::matches)
                .forEach(m -> words(m.group(2)).ifPresent(w -> found.put(m.group(1), said(m, w))));
        return found;
    }

    private static UnitChanged said(Matcher line, List<String> words) {
        String pid = line.group(3);
        return new UnitChanged(
                UNIT + line.group(1),
                words.get(0),
                words.get(1),
                words.get(2),
                0,
                pid == null ? null : Integer.valueOf(pid),
                null,
                GUARDS);
    }

    private static Optional<List<String>> words(String state) {
        return Optional.ofNullable(
                switch (state) {
                    case "RUNNING" -> List.of("active", "running", "success");
                    case "STARTING" -> List.of("activating", "start", "success");
                    case "BACKOFF" -> List.of("activating", "auto-restart", "exit-code");
                    case "STOPPING" -> List.of("deactivating", "stop", "success");
                    case "STOPPED" -> List.of("inactive", "dead", "success");
                    case "EXITED" -> List.of("failed", "failed", "exit-code");
                    case "FATAL" -> List.of("failed", "failed", "start-limit-hit");
                    default -> null;
                });
    }
}

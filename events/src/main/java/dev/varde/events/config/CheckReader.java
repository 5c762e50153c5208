package dev.varde.events.config;

import dev.varde.events.HealthFact.CheckKind;
import dev.varde.events.config.Configuration.Check;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads `health`, the checks of one service.
final class CheckReader {
    private final Map<String, Integer> counts = new HashMap<>();

    private CheckReader() {}

    static List<Check> all(Place health) {
        CheckReader reader = new CheckReader();
        List<Check> checks = new ArrayList<>();
        for (Place item : health.items()) {
            item.section(
                            "http",
                            "tcp",
                            "postgres",
                            "mysql",
                            "redis",
                            "command",
                            "every",
                            "timeout",
                            "failures")
                    .flatMap(reader::check)
                    .ifPresent(checks::add);
        }
        return checks;
    }

    private Optional<Check> check(Section s) {
        Optional<Check> check =
                s.oneOf("http", "tcp", "postgres", "mysql", "redis", "command")
                        .flatMap(key -> s.find(key).map(place -> check(s, key, place)));
        if (check.isEmpty()) {
            timing(s);
        }
        return check;
    }

    private Check check(Section s, String key, Place place) {
        List<String> argv = key.equals("command") ? Places.command(place) : List.of();
        String target = key.equals("command") ? String.join(" ", argv) : target(key, place);
        Timing timing = timing(s);
        return new Check(
                name(key),
                CheckKind.valueOf(key.toUpperCase(java.util.Locale.ROOT)),
                target,
                argv,
                timing.every(),
                timing.timeout(),
                timing.failures());
    }

    private static String target(String key, Place place) {
        return place.as(key.equals("http") ? Kinds.WEB_ADDRESS : Kinds.HOST_AND_PORT).orElse("-");
    }

    private record Timing(java.time.Duration every, java.time.Duration timeout, int failures) {}

    private static Timing timing(Section s) {
        return new Timing(
                s.get("every", Kinds.INTERVAL).orElse(Defaults.EVERY),
                s.get("timeout", Kinds.SOME_TIME).orElse(Defaults.TIMEOUT),
                s.get("failures", Kinds.COUNT).orElse(Defaults.FAILURES));
    }

    private String name(String kind) {
        int number = counts.merge(kind, 1, Integer::sum);
        return number == 1 ? kind : kind + "-" + number;
    }
}

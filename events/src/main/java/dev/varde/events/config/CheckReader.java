package dev.varde.events.config;

import dev.varde.events.HealthFact.CheckKind;
import dev.varde.events.config.Configuration.Check;
import dev.varde.events.config.Configuration.HttpTerms;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads `health`, the checks of one service.
final class CheckReader {
    private static final String[] KINDS = {
        "http", "tcp", "postgres", "mysql", "redis", "mongodb", "command", "unit", "port"
    };
    private static final String[] TIMING = {"every", "timeout", "failures", "of"};
    private static final String[] KEYS =
            Stream.of(KINDS, TIMING, HttpReader.KEYS).flatMap(Stream::of).toArray(String[]::new);

    private final Map<String, Integer> counts = new HashMap<>();

    private CheckReader() {}

    static List<Check> all(Place health) {
        CheckReader reader = new CheckReader();
        List<Check> checks = new ArrayList<>();
        for (Place item : health.items()) {
            item.section(KEYS).flatMap(reader::check).ifPresent(checks::add);
        }
        return checks;
    }

    private Optional<Check> check(Section s) {
        Optional<Check> check =
                s.oneOf(KINDS).flatMap(key -> s.find(key).map(place -> check(s, key, place)));
        if (check.isEmpty()) {
            Timing.of(s);
        }
        return check;
    }

    private Check check(Section s, String key, Place place) {
        List<String> argv = key.equals("command") ? Places.command(place) : List.of();
        String target = key.equals("command") ? String.join(" ", argv) : target(key, place);
        Timing timing = Timing.of(s);
        return new Check(
                name(key),
                CheckKind.valueOf(key.toUpperCase(Locale.ROOT)),
                target,
                argv,
                timing.every(),
                timing.timeout(),
                timing.failures(),
                timing.of(),
                http(s, key));
    }

    private static @Nullable HttpTerms http(Section s, String key) {
        if (key.equals("http")) {
            return HttpReader.terms(s).orElse(null);
        }
        for (String only : HttpReader.KEYS) {
            if (s.has(only)) {
                s.at(only).wrong("only a check by http has this key", "Take it out.");
            }
        }
        return null;
    }

    private static String target(String key, Place place) {
        return switch (key) {
            case "http" -> place.as(Kinds.WEB_ADDRESS).orElse("-");
            case "unit" -> place.as(Kinds.UNIT).orElse("-");
            case "port" -> place.as(Kinds.PORT).map(String::valueOf).orElse("-");
            default -> place.as(Kinds.HOST_AND_PORT).orElse("-");
        };
    }

    private record Timing(Duration every, Duration timeout, int failures, @Nullable Integer of) {
        static Timing of(Section s) {
            int failures = s.get("failures", Kinds.COUNT).orElse(Defaults.FAILURES);
            return new Timing(
                    s.get("every", Kinds.INTERVAL).orElse(Defaults.EVERY),
                    s.get("timeout", Kinds.SOME_TIME).orElse(Defaults.TIMEOUT),
                    failures,
                    s.get("of", window(failures)).orElse(null));
        }
    }

    private static Kind<Integer> window(int failures) {
        return Kinds.COUNT.only(
                "Write a whole number from 'failures', here %d, to %d."
                        .formatted(failures, Check.MOST_OF),
                n -> n >= failures && n <= Check.MOST_OF);
    }

    private String name(String kind) {
        int number = counts.merge(kind, 1, Integer::sum);
        return number == 1 ? kind : kind + "-" + number;
    }
}

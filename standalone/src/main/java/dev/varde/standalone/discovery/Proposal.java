package dev.varde.standalone.discovery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.varde.standalone.discovery.Found.Answer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// A configuration for what was found, as YAML that `varde check` finds in order. What processes
/// call themselves stands in quotes, with everything escaped that would mean something.
public final class Proposal {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_NAME = 60;

    private final Map<String, Integer> names = new HashMap<>();

    private Proposal() {}

    public static String of(List<Found> found) {
        Proposal proposal = new Proposal();
        StringBuilder yaml =
                new StringBuilder("# Proposed by varde discover; read it before you use it.\n");
        if (found.isEmpty()) {
            return yaml.append("services: []\n").toString();
        }
        yaml.append("services:\n");
        together(found).forEach(f -> yaml.append(proposal.service(f)));
        return yaml.toString();
    }

    /// One process or unit that listens on several ports is one service.
    private static Collection<List<Found>> together(List<Found> found) {
        Map<String, List<Found>> together = new LinkedHashMap<>();
        for (Found f : found) {
            String key = f.unit() == null ? "pid " + f.pid() : f.unit();
            together.computeIfAbsent(key, _ -> new ArrayList<>()).add(f);
        }
        return together.values();
    }

    private String service(List<Found> ports) {
        Found found = ports.getFirst();
        List<String> lines = new ArrayList<>();
        lines.add("  - name: " + quoted(name(found)));
        String unit = found.unit();
        lines.add(
                unit == null
                        ? "    process: {port: " + found.port() + "}"
                        : "    process: {unit: " + quoted(unit) + "}");
        List<String> checks = ports.stream().flatMap(p -> check(p).stream()).toList();
        if (!checks.isEmpty()) {
            lines.add("    health: [" + String.join(", ", checks) + "]");
        }
        if (!found.logs().isEmpty()) {
            lines.add("    logs: [" + logs(found.logs()) + "]");
        }
        if (unit != null) {
            lines.add("    restart: {unit: " + quoted(unit) + "}");
        }
        return String.join("\n", lines) + "\n";
    }

    /// Plain, short and different from all before.
    private String name(Found found) {
        String plain = found.command().replaceAll("[^A-Za-z0-9._-]", "-");
        String word = plain.isEmpty() ? "process" : plain;
        String base = word.substring(0, Math.min(LONGEST_NAME, word.length()));
        String name = found.port() == null ? base : base + "-" + found.port();
        int before = names.merge(name, 1, Integer::sum);
        return before == 1 ? name : name + "-" + before;
    }

    private static Optional<String> check(Found found) {
        String address = "127.0.0.1:" + found.port();
        return switch (found.answer()) {
            case Answer.Http(String path) ->
                    Optional.of("{http: " + quoted("http://" + address + path) + "}");
            case Answer.Postgres() -> Optional.of("{postgres: " + quoted(address) + "}");
            case Answer.Mysql() -> Optional.of("{mysql: " + quoted(address) + "}");
            case Answer.Redis() -> Optional.of("{redis: " + quoted(address) + "}");
            case Answer.Tcp() -> Optional.of("{tcp: " + quoted(address) + "}");
            case Answer.Nothing() -> Optional.empty();
        };
    }

    private static String logs(List<Path> logs) {
        return logs.stream().map(l -> quoted(literal(l))).collect(Collectors.joining(", "));
    }

    /// The path itself where it would be taken for a pattern.
    private static String literal(Path log) {
        return log.toString().replaceAll("([\\\\*?\\[\\]{}])", "\\\\$1");
    }

    /// A text of JSON is one of YAML (YAML 1.2.2, section 1.2); `${` would be a variable.
    private static String quoted(String text) {
        try {
            return JSON.writeValueAsString(text.replace("${", "$${"));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a text is always JSON", e);
        }
    }
}

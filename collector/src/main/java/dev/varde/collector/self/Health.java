package dev.varde.collector.self;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Whether the collector lives and works, in the form of MicroProfile Health 4: `UP` or `DOWN`, and
/// each check by name.
public record Health(List<Check> checks) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public Health {
        checks = List.copyOf(checks);
    }

    /// @param detail such as how many events wait; never a secret
    public record Check(String name, boolean up, String detail) {
        Map<String, Object> asMap() {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("name", name);
            map.put("status", word(up));
            map.put("data", Map.of("detail", detail));
            return map;
        }
    }

    boolean up() {
        return checks.stream().allMatch(Check::up);
    }

    private static String word(boolean up) {
        return up ? "UP" : "DOWN";
    }

    String json() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("status", word(up()));
        map.put("checks", checks.stream().map(Check::asMap).toList());
        try {
            return JSON.writeValueAsString(map);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map of texts is always JSON", e);
        }
    }
}

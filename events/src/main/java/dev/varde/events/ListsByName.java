package dev.varde.events;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Lists by name, copied and kept in their order, so that what is printed of them is the same each
/// time.
public final class ListsByName {
    private ListsByName() {}

    public static Map<String, List<String>> copy(Map<String, List<String>> lists) {
        Map<String, List<String>> copy = new LinkedHashMap<>();
        lists.forEach((name, list) -> copy.put(name, List.copyOf(list)));
        return Collections.unmodifiableMap(copy);
    }
}

package dev.varde.notifier.webhook.body;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.varde.events.wire.Codec;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// Writes maps, lists and records as JSON.
final class Json {
    private static final JsonMapper MAPPER = Codec.mapper();

    private Json() {}

    /// An object with its members in this order, so that the same message is always the same bytes.
    ///
    /// @param members names and values by turns
    static Map<String, Object> object(Object... members) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < members.length; i += 2) {
            object.put((String) members[i], members[i + 1]);
        }
        return object;
    }

    static byte[] bytes(Object value) {
        return MAPPER.valueToTree(value).toString().getBytes(StandardCharsets.UTF_8);
    }
}

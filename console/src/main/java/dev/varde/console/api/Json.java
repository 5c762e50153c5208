package dev.varde.console.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.varde.events.wire.Codec;
import jakarta.ws.rs.core.Response;
import java.util.Map;

/// JSON in the manner of the contract: the same names, times and enums as on the topics.
final class Json {
    static final String TYPE = "application/json;charset=UTF-8";
    static final ObjectMapper MAPPER = Codec.mapper();

    private Json() {}

    static Response ok(Object value) {
        return answer(200, text(value));
    }

    static Response refuse(int status, String error, String remedy) {
        return answer(status, error(error, remedy));
    }

    static String error(String error, String remedy) {
        return text(Map.of("error", error, "remedy", remedy));
    }

    /// @throws IllegalArgumentException with what is wrong when it is not a JSON object
    static JsonNode object(String json) {
        try {
            JsonNode node = MAPPER.readTree(json);
            if (node == null || !node.isObject()) {
                throw new IllegalArgumentException("the body must be a JSON object or empty");
            }
            return node;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the body is not JSON", e);
        }
    }

    private static String text(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a value of ours cannot be written as JSON", e);
        }
    }

    private static Response answer(int status, String json) {
        return Response.status(status).type(TYPE).entity(json).build();
    }
}

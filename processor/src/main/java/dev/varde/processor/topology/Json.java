package dev.varde.processor.topology;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.varde.events.wire.Codec;
import dev.varde.processor.incident.State;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/// Writes the processor's own state as JSON, by the mapper of the contract; the pure records stay
/// free of Jackson.
final class Json {
    private final ObjectMapper mapper = Codec.mapper().addMixIn(State.class, StateNames.class);

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "state-type")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = State.Quiet.class, name = "quiet"),
        @JsonSubTypes.Type(value = State.Episode.class, name = "episode")
    })
    private interface StateNames {}

    <V> byte[] write(Class<V> type, V value) {
        try {
            return mapper.writerFor(type).writeValueAsBytes(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Empty when the bytes are not of this type, such as those of another version.
    <V> Optional<V> read(Class<V> type, byte[] bytes) {
        try {
            return Optional.ofNullable(mapper.readValue(bytes, type));
        } catch (IOException | IllegalArgumentException | NullPointerException e) {
            return Optional.empty();
        }
    }
}

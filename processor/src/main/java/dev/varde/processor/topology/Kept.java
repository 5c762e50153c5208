package dev.varde.processor.topology;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/// A state store with its values decoded: read once when the task starts, written through on each
/// change. The task owns its partition, so nobody else changes the store.
final class Kept<V> {
    private final KeyValueStore<String, byte[]> store;
    private final Class<V> type;
    private final Json json;
    private final Map<String, V> values = new HashMap<>();

    Kept(KeyValueStore<String, byte[]> store, Class<V> type, Json json, ProcessorLog log) {
        this.store = store;
        this.type = type;
        this.json = json;
        try (KeyValueIterator<String, byte[]> all = store.all()) {
            while (all.hasNext()) {
                KeyValue<String, byte[]> next = all.next();
                Optional<V> value = json.read(type, next.value);
                value.ifPresentOrElse(
                        v -> values.put(next.key, v),
                        () -> log.stateUnreadable(store.name(), next.key));
            }
        }
    }

    Optional<V> get(String key) {
        return Optional.ofNullable(values.get(key));
    }

    /// Writes only what has changed.
    void put(String key, V value) {
        V before = values.put(key, value);
        if (!value.equals(before)) {
            store.put(key, json.write(type, value));
        }
    }

    void remove(String key) {
        if (values.remove(key) != null) {
            store.delete(key);
        }
    }

    List<String> keys() {
        return List.copyOf(values.keySet());
    }

    List<V> all() {
        return List.copyOf(values.values());
    }
}

package dev.varde.events.wire;

import dev.varde.events.Delivery;
import dev.varde.events.Fact;
import dev.varde.events.HostEvent;
import dev.varde.events.Incident;
import dev.varde.events.OperatorWord;
import dev.varde.events.RestartOrder;
import dev.varde.events.Samples;
import java.util.Map;
import java.util.TreeMap;

/// The samples as they travel: the whole value of each pinned type.
final class WireSamples {
    private static final Codec CODEC = new Codec();

    private WireSamples() {}

    static Map<String, Object> all() {
        Map<String, Object> all = new TreeMap<>(Samples.words());
        Samples.facts().forEach((type, fact) -> all.put(type, Samples.event(fact)));
        all.put(Types.INCIDENT, Samples.incident());
        all.put(Types.DELIVERY, Samples.delivery());
        all.put(Types.RESTART_ORDER, Samples.order());
        return all;
    }

    static Object of(String type) {
        Object sample = all().get(type);
        if (sample == null) {
            throw new AssertionError(
                    type + " is a pinned type without a sample; add it to Samples");
        }
        return sample;
    }

    static Object read(String type, byte[] bytes) throws Unreadable {
        Class<?> record = Types.all().get(type);
        if (record == null || Fact.class.isAssignableFrom(record)) {
            return CODEC.readEvent(bytes);
        }
        if (OperatorWord.class.isAssignableFrom(record)) {
            return CODEC.readOperatorWord(bytes);
        }
        return switch (type) {
            case Types.INCIDENT -> CODEC.readIncident(bytes);
            case Types.DELIVERY -> CODEC.readDelivery(bytes);
            default -> CODEC.readOrder(bytes);
        };
    }

    static byte[] write(Object value) {
        return switch (value) {
            case HostEvent v -> CODEC.write(v);
            case OperatorWord v -> CODEC.write(v);
            case Incident v -> CODEC.write(v);
            case Delivery v -> CODEC.write(v);
            case RestartOrder v -> CODEC.write(v);
            default -> throw new IllegalArgumentException("nothing of the wire: " + value);
        };
    }
}

package dev.varde.events.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import dev.varde.events.Cause;
import dev.varde.events.Delivery;
import dev.varde.events.DeliveryId;
import dev.varde.events.EventId;
import dev.varde.events.HostName;
import dev.varde.events.IncidentId;
import dev.varde.events.OrderId;
import dev.varde.events.ServiceName;
import dev.varde.events.SilenceId;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/// Ids and names as plain strings, enums as lower-case words joined by hyphens; keeps Jackson out
/// of the pure records.
final class NamesModule extends SimpleModule {
    NamesModule() {
        super("varde-names");
        text(EventId.class, EventId::new, EventId::value);
        text(IncidentId.class, IncidentId::new, IncidentId::value);
        text(OrderId.class, OrderId::new, OrderId::value);
        text(DeliveryId.class, DeliveryId::new, DeliveryId::value);
        text(HostName.class, HostName::new, HostName::value);
        text(ServiceName.class, ServiceName::new, ServiceName::value);
        text(SilenceId.class, SilenceId::new, SilenceId::value);
        text(Cause.class, Cause::new, Cause::id);
        setMixInAnnotation(Delivery.class, DeliveryNames.class);
        setMixInAnnotation(Delivery.Attempt.class, AttemptParts.class);
        addSerializer(new EnumWriter());
        setDeserializerModifier(new EnumReaders());
    }

    /// On the wire `type` says that it is a delivery; the type of the message is `message`.
    private interface DeliveryNames {
        @JsonProperty("message")
        String type();

        /// Left out where there is none, as in what was written before it was known.
        @JsonProperty
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<IncidentId> also();
    }

    /// Only mails have recipients; an attempt without any is written as it was before there were.
    private interface AttemptParts {
        @SuppressWarnings("UnusedMethod") // Jackson reads it
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<Delivery.Recipient> recipients();
    }

    private <T> void text(Class<T> type, Function<String, T> read, Function<T, String> write) {
        addSerializer(
                new StdSerializer<>(type) {
                    @Override
                    public void serialize(T value, JsonGenerator out, SerializerProvider provider)
                            throws IOException {
                        out.writeString(write.apply(value));
                    }
                });
        addDeserializer(
                type,
                new StdDeserializer<>(type) {
                    @Override
                    public T deserialize(JsonParser in, DeserializationContext context)
                            throws IOException {
                        return read.apply(in.getValueAsString(""));
                    }
                });
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @SuppressWarnings("rawtypes") // Jackson's own signature
    private static final class EnumWriter extends StdSerializer<Enum> {
        EnumWriter() {
            super(Enum.class);
        }

        @Override
        public void serialize(Enum value, JsonGenerator out, SerializerProvider provider)
                throws IOException {
            out.writeString(word((Enum<?>) value));
        }
    }

    private static final class EnumReaders extends BeanDeserializerModifier {
        @Override
        public JsonDeserializer<?> modifyEnumDeserializer(
                DeserializationConfig config,
                JavaType type,
                BeanDescription bean,
                JsonDeserializer<?> standard) {
            return new EnumReader(type.getRawClass());
        }
    }

    private static final class EnumReader extends StdDeserializer<Enum<?>> {
        EnumReader(Class<?> type) {
            super(type);
        }

        @Override
        public Enum<?> deserialize(JsonParser in, DeserializationContext context)
                throws IOException {
            String text = in.getValueAsString("");
            for (Object constant : handledType().getEnumConstants()) {
                if (constant instanceof Enum<?> value && word(value).equals(text)) {
                    return value;
                }
            }
            throw context.weirdStringException(text, handledType(), "not one of its words");
        }
    }
}

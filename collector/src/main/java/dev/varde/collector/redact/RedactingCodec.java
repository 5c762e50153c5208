package dev.varde.collector.redact;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.BeanSerializerModifier;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.type.CollectionType;
import dev.varde.events.wire.Codec;
import java.io.IOException;
import java.util.List;

/// The contract's codec with every text of a fact redacted as it is written. Ids, names, types and
/// times have types of their own and stay as they are.
public final class RedactingCodec {
    private RedactingCodec() {}

    public static Codec create(Redactor redactor) {
        return new Codec(mapper(redactor));
    }

    /// For what is kept on disk.
    public static JsonMapper mapper(Redactor redactor) {
        JsonMapper mapper = Codec.mapper();
        mapper.registerModule(
                new SimpleModule("varde-redact")
                        .addSerializer(String.class, new Text(redactor))
                        .setSerializerModifier(new LinesModifier(redactor)));
        return mapper;
    }

    private static final class Text extends StdSerializer<String> {
        private final transient Redactor redactor;

        Text(Redactor redactor) {
            super(String.class);
            this.redactor = redactor;
        }

        @Override
        public void serialize(String value, JsonGenerator out, SerializerProvider provider)
                throws IOException {
            out.writeString(redactor.redact(value));
        }
    }

    /// Lists of texts are lines of one text.
    private static final class LinesModifier extends BeanSerializerModifier {
        private final transient Redactor redactor;

        LinesModifier(Redactor redactor) {
            this.redactor = redactor;
        }

        @Override
        public JsonSerializer<?> modifyCollectionSerializer(
                SerializationConfig config,
                CollectionType type,
                BeanDescription description,
                JsonSerializer<?> serializer) {
            return type.getContentType().hasRawClass(String.class)
                            && type.isTypeOrSubTypeOf(List.class)
                    ? new Lines(redactor)
                    : serializer;
        }
    }

    private static final class Lines extends StdSerializer<List<String>> {
        private final transient Redactor redactor;

        Lines(Redactor redactor) {
            super(List.class, false);
            this.redactor = redactor;
        }

        @Override
        public void serialize(List<String> lines, JsonGenerator out, SerializerProvider provider)
                throws IOException {
            out.writeStartArray();
            for (String line : redactor.redactLines(lines)) {
                out.writeString(line);
            }
            out.writeEndArray();
        }
    }
}

package dev.varde.collector.redact;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import dev.varde.events.wire.Codec;
import java.io.IOException;

/// The contract's codec with every text of a fact redacted as it is written. Ids, names, types and
/// times have types of their own and stay as they are.
public final class RedactingCodec {
    private RedactingCodec() {}

    public static Codec create() {
        JsonMapper mapper = Codec.mapper();
        mapper.registerModule(
                new SimpleModule("varde-redact").addSerializer(String.class, new Text()));
        return new Codec(mapper);
    }

    private static final class Text extends StdSerializer<String> {
        Text() {
            super(String.class);
        }

        @Override
        public void serialize(String value, JsonGenerator out, SerializerProvider provider)
                throws IOException {
            out.writeString(Redactor.redact(value));
        }
    }
}

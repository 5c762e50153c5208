package dev.varde.events.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.CustomDefinition.AttributeInclusion;
import com.github.victools.jsonschema.generator.CustomDefinition.DefinitionType;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerationContext;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import dev.varde.events.Cause;
import dev.varde.events.Delivery;
import dev.varde.events.DeliveryId;
import dev.varde.events.EventId;
import dev.varde.events.HostName;
import dev.varde.events.IncidentId;
import dev.varde.events.OrderId;
import dev.varde.events.ServiceName;
import dev.varde.events.SilenceId;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// JSON Schemas of single records, with the names and forms that the codec writes.
final class RecordSchemas {
    private static final Set<Class<?>> NAMES =
            Set.of(
                    EventId.class,
                    IncidentId.class,
                    OrderId.class,
                    DeliveryId.class,
                    HostName.class,
                    ServiceName.class,
                    SilenceId.class);

    private final SchemaGenerator generator;

    RecordSchemas() {
        SchemaGeneratorConfigBuilder builder =
                new SchemaGeneratorConfigBuilder(
                                SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
                        .with(Option.INLINE_ALL_SCHEMAS, Option.MAP_VALUES_AS_ADDITIONAL_PROPERTIES)
                        .without(Option.SCHEMA_VERSION_INDICATOR);
        builder.forTypesInGeneral()
                .withPropertySorter((_, _) -> 0)
                .withCustomDefinitionProvider((type, in) -> plain(type.getErasedType(), in));
        builder.forFields()
                .withRequiredCheck(field -> RequiredParts.required(component(field)))
                .withPropertyNameOverrideResolver(RecordSchemas::name);
        generator = new SchemaGenerator(builder.build());
    }

    ObjectNode of(Class<?> record) {
        return generator.generateSchema(record);
    }

    private static @Nullable String name(FieldScope field) {
        return field.getRawMember().getDeclaringClass() == Delivery.class
                        && field.getDeclaredName().equals("type")
                ? "message"
                : null;
    }

    private static RecordComponent component(FieldScope field) {
        return Arrays.stream(field.getRawMember().getDeclaringClass().getRecordComponents())
                .filter(c -> c.getName().equals(field.getDeclaredName()))
                .findFirst()
                .orElseThrow();
    }

    private static @Nullable CustomDefinition plain(Class<?> type, SchemaGenerationContext in) {
        ObjectNode node = in.getGeneratorConfig().createObjectNode().put("type", "string");
        if (NAMES.contains(type)) {
            node.put("minLength", 1).put("maxLength", 200);
        } else if (type == Cause.class) {
            node.put("pattern", "^[a-z][a-z0-9]*(-[a-z0-9]+)*$").put("maxLength", 60);
        } else if (type == Instant.class) {
            node.put("format", "date-time");
        } else if (type == Duration.class) {
            node.put("format", "duration");
        } else if (type == LocalTime.class) {
            node.put("pattern", "^\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,9})?)?$");
        } else if (ZoneId.class.isAssignableFrom(type)) {
            node.put("minLength", 1);
        } else if (type.isEnum()) {
            Arrays.stream(type.getEnumConstants())
                    .forEach(c -> node.withArray("enum").add(NamesModule.word((Enum<?>) c)));
        } else {
            return null;
        }
        return new CustomDefinition(node, DefinitionType.INLINE, AttributeInclusion.NO);
    }
}

package dev.varde.events.wire;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedParameter;
import com.fasterxml.jackson.databind.introspect.NopAnnotationIntrospector;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Makes Jackson refuse a record that lacks a component not marked `@Nullable`, so that nothing
/// read from the wire holds a null where the contract has none. Lists and maps may be missing and
/// are empty then: a component that is added later is one of those or `@Nullable`, so that what was
/// written before is read for ever.
final class RequiredParts extends NopAnnotationIntrospector {
    @Override
    public JsonSetter.@Nullable Value findSetterInfo(Annotated part) {
        if (!(part instanceof AnnotatedParameter parameter)
                || !parameter.getDeclaringClass().isRecord()) {
            return null;
        }
        RecordComponent component =
                parameter.getDeclaringClass().getRecordComponents()[parameter.getIndex()];
        return JsonSetter.Value.forValueNulls(nulls(component));
    }

    /// Whether a value has to be there on the wire.
    static boolean required(RecordComponent component) {
        return nulls(component) == Nulls.FAIL;
    }

    private static Nulls nulls(RecordComponent component) {
        Class<?> type = component.getType();
        if (Collection.class.isAssignableFrom(type) || Map.class.isAssignableFrom(type)) {
            return Nulls.AS_EMPTY;
        }
        AnnotatedType annotated = component.getAnnotatedType();
        return annotated.isAnnotationPresent(Nullable.class) ? Nulls.SET : Nulls.FAIL;
    }
}

package dev.varde.notifier.template;

import io.quarkus.qute.EvalContext;
import io.quarkus.qute.Results;
import io.quarkus.qute.ValueResolver;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// The components of the view's records, by their names; nothing else of any object can be reached.
final class RecordParts implements ValueResolver {
    /// The view itself comes first.
    static final List<Class<? extends Record>> RECORDS =
            List.of(
                    MessageView.class,
                    MessageView.Row.class,
                    MessageView.Quote.class,
                    MessageView.Step.class,
                    MessageView.Log.class,
                    MessageView.Curve.class,
                    MessageView.Links.class,
                    MessageView.Line.class);

    private final Map<Class<?>, Map<String, Method>> parts = new LinkedHashMap<>();

    RecordParts() {
        RECORDS.forEach(record -> {
            Map<String, Method> named = new LinkedHashMap<>();
            for (RecordComponent component : record.getRecordComponents()) {
                named.put(component.getName(), component.getAccessor());
            }
            parts.put(record, named);
        });
    }

    @Override
    public boolean appliesTo(EvalContext context) {
        return context.getBase() != null && parts.containsKey(context.getBase().getClass());
    }

    @Override
    public CompletionStage<Object> resolve(EvalContext context) {
        Map<String, Method> named = parts.getOrDefault(context.getBase().getClass(), Map.of());
        Method part = named.get(context.getName());
        if (part == null || !context.getParams().isEmpty()) {
            if (context.getAttribute(Allowance.KEY) instanceof Allowance allowance) {
                allowance.miss(
                        "'"
                                + context.getName()
                                + "' is not known here; known: "
                                + String.join(", ", named.keySet()));
            }
            return Results.notFound(context);
        }
        return CompletableFuture.completedFuture(read(part, context.getBase()));
    }

    private static @Nullable Object read(Method part, Object of) {
        try {
            return part.invoke(of);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("a record of ours cannot be read", e);
        }
    }
}

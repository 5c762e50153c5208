package dev.varde.console.view;

import dev.varde.events.Delivery;
import dev.varde.events.Delivery.State;
import dev.varde.events.config.Quantities;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Which deliveries somebody asks for; what is null or false leaves nothing out.
///
/// @param incident how the incident's id begins
/// @param since intended at that time or later
/// @param failed only those that have failed, may have, or fail now
public record DeliveryQuery(
        @Nullable String incident,
        @Nullable String receiver,
        @Nullable State state,
        @Nullable Instant since,
        boolean failed)
        implements Predicate<Delivery> {
    /// The order in which they are listed: the newest first.
    public static final Comparator<Delivery> NEWEST_FIRST =
            Comparator.comparing(Delivery::intended)
                    .reversed()
                    .thenComparing(d -> d.id().value(), Comparator.reverseOrder());

    /// Reads what people and programs write; empty texts ask for nothing.
    ///
    /// @param state such as `held-back`
    /// @param since such as `2h` before now, or `2026-11-01T02:00:00Z`
    /// @throws IllegalArgumentException with what is wrong and what to write instead
    public static DeliveryQuery read(
            @Nullable String incident,
            @Nullable String receiver,
            @Nullable String state,
            @Nullable String since,
            boolean failed,
            Instant now) {
        return new DeliveryQuery(
                text(incident),
                text(receiver),
                state(text(state)),
                since(text(since), now),
                failed);
    }

    @Override
    public boolean test(Delivery d) {
        return (incident == null || d.incident().value().startsWith(incident))
                && (receiver == null || d.receiver().equals(receiver))
                && (state == null || d.state() == state)
                && (since == null || !d.intended().isBefore(since))
                && (!failed || failing(d.state()));
    }

    /// The name of a state as it is written in a query, such as `held-back`.
    public static String name(State state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static boolean failing(State state) {
        return switch (state) {
            case FAILED, RETRYING, UNKNOWN -> true;
            case INTENDED, DELIVERED, HELD_BACK, SUPERSEDED -> false;
        };
    }

    private static @Nullable String text(@Nullable String given) {
        return given == null || given.isBlank() ? null : given.strip();
    }

    private static @Nullable State state(@Nullable String name) {
        if (name == null) {
            return null;
        }
        List<State> all = List.of(State.values());
        return all.stream()
                .filter(s -> name(s).equals(name.toLowerCase(Locale.ROOT).replace('_', '-')))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "'"
                                        + Shown.line(name)
                                        + "' is no state of a delivery; write one of "
                                        + Arrays.stream(State.values())
                                                .map(DeliveryQuery::name)
                                                .collect(Collectors.joining(", "))));
    }

    private static @Nullable Instant since(@Nullable String text, Instant now) {
        if (text == null) {
            return null;
        }
        try {
            return Quantities.duration(text).map(now::minus).orElseGet(() -> Instant.parse(text));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "'"
                            + Shown.line(text)
                            + "' is no time; write how long ago, such as 2h or 7d, or when, such as"
                            + " 2026-11-01T02:00:00Z",
                    e);
        }
    }
}

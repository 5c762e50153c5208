package dev.varde.console.page;

import dev.varde.console.view.Board;
import dev.varde.console.view.DeliveryPage;
import dev.varde.console.view.DeliveryQuery;
import dev.varde.console.view.DeliveryRow;
import dev.varde.console.view.Shown;
import dev.varde.events.Delivery;
import dev.varde.events.DeliveryId;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The page of what was sent.
///
/// @param asked as it stands in the form, fit to be shown
/// @param receivers to choose from
/// @param rows the newest first
/// @param older the path of the next page, or null when these are all
/// @param wrong what is asked for wrongly, and what to write instead; empty when nothing is
public record DeliveriesView(
        Asked asked,
        List<String> receivers,
        List<Choice> states,
        List<DeliveryRow> rows,
        @Nullable String older,
        String wrong,
        String warning) {
    private static final int AT_ONCE = 100;
    private static final int LONGEST_ID = 200;

    public DeliveriesView {
        receivers = List.copyOf(receivers);
        states = List.copyOf(states);
        rows = List.copyOf(rows);
    }

    /// What the form holds, or null where nothing was filled in.
    public record Asked(
            @Nullable String incident,
            @Nullable String receiver,
            @Nullable String state,
            @Nullable String since,
            boolean failed) {
        Asked shown() {
            return new Asked(
                    Shown.line(incident),
                    Shown.line(receiver),
                    Shown.line(state),
                    Shown.line(since),
                    failed);
        }
    }

    /// A state by the name it has in a query.
    public record Choice(String name, Delivery.State state) {}

    static DeliveriesView of(
            Board board, Asked asked, @Nullable String after, List<String> receivers, Instant now) {
        DeliveryPage page = new DeliveryPage(List.of(), null);
        String wrong = "";
        try {
            DeliveryQuery query =
                    DeliveryQuery.read(
                            asked.incident(),
                            asked.receiver(),
                            asked.state(),
                            asked.since(),
                            asked.failed(),
                            now);
            page = board.deliveries(query, id(after), AT_ONCE);
        } catch (IllegalArgumentException e) {
            wrong = String.valueOf(e.getMessage());
        }
        DeliveryId next = page.next();
        return new DeliveriesView(
                asked.shown(),
                choices(receivers, asked),
                everyState(),
                page.rows(),
                next == null ? null : Paths.deliveries(asked, next),
                wrong,
                board.reach().warning());
    }

    private static @Nullable DeliveryId id(@Nullable String after) {
        return after == null || after.isEmpty() || after.length() > LONGEST_ID
                ? null
                : new DeliveryId(after);
    }

    /// Those of the configuration, and the one that was asked for when it is none of them.
    private static List<String> choices(List<String> receivers, Asked asked) {
        TreeSet<String> names = new TreeSet<>();
        receivers.forEach(r -> names.add(Shown.line(r)));
        if (asked.receiver() != null && !asked.receiver().isBlank()) {
            names.add(Shown.line(asked.receiver()));
        }
        return List.copyOf(names);
    }

    private static List<Choice> everyState() {
        return Arrays.stream(Delivery.State.values())
                .map(s -> new Choice(DeliveryQuery.name(s), s))
                .toList();
    }
}

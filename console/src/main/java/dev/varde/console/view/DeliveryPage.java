package dev.varde.console.view;

import dev.varde.events.Delivery;
import dev.varde.events.DeliveryId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Some of the deliveries that were asked for, the newest first.
///
/// @param next the id after which the others come, or null when these are all
public record DeliveryPage(List<Delivery> deliveries, @Nullable DeliveryId next) {
    /// The most that are given at once.
    public static final int MOST = 500;

    public DeliveryPage {
        deliveries = List.copyOf(deliveries);
    }

    public List<DeliveryRow> rows() {
        return deliveries.stream().map(DeliveryRow::of).toList();
    }

    /// @param sorted all that fit, the newest first
    /// @param after the id that the last page ended with, or null
    /// @param most 1 to [#MOST]
    static DeliveryPage of(List<Delivery> sorted, @Nullable DeliveryId after, int most) {
        List<Delivery> rest = sorted;
        if (after != null) {
            rest = sorted.stream().dropWhile(d -> !d.id().equals(after)).skip(1).toList();
        }
        List<Delivery> shown = rest.stream().limit(most).toList();
        return new DeliveryPage(shown, rest.size() > most ? shown.getLast().id() : null);
    }
}

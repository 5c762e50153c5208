package dev.varde.collector.journal;

import dev.varde.collector.journal.JournalEntry.Place;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Knows an entry that was read before: a new journalctl begins with the last one, and a damaged
/// journal can give the same ones for ever. Entries of one source come in the order of their
/// numbers, so the highest number is enough.
final class Repeats {
    private static final int MOST_SOURCES = 64;

    private final Map<String, Long> highest = new LinkedHashMap<>();
    private int inARow;

    /// @param last the entry up to which an earlier run has told everything; or null
    Repeats(@Nullable String last) {
        Optional.ofNullable(last)
                .flatMap(Place::of)
                .ifPresent(p -> highest.put(p.source(), p.number()));
    }

    boolean isRepeat(JournalEntry entry) {
        Optional<Place> place = Place.of(entry.cursor());
        boolean repeat =
                place.filter(p -> p.number() <= highest.getOrDefault(p.source(), -1L)).isPresent();
        inARow = repeat ? inARow + 1 : 0;
        if (!repeat) {
            place.ifPresent(p -> {
                highest.put(p.source(), p.number());
                if (highest.size() > MOST_SOURCES) {
                    highest.remove(highest.keySet().iterator().next());
                }
            });
        }
        return repeat;
    }

    /// How many came in a row.
    int inARow() {
        return inARow;
    }

    void forget() {
        inARow = 0;
    }
}

package dev.varde.processor.sameness;

import dev.varde.events.EventId;
import dev.varde.events.Incident.Recurrence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How often each kind of crash of one service was seen, the newest last. Bounded: the kind that
/// was not seen for longest goes first.
///
/// @param counted the last crashes with the kind they were counted as, so that none counts twice,
///   and one whose cause is revised is counted anew
public record Sightings(List<Kind> kinds, List<Counted> counted) {
    public static final Sightings NONE = new Sightings(List.of(), List.of());

    static final int KINDS = 64;
    static final int COUNTED = 32;

    public Sightings {
        kinds = List.copyOf(kinds);
        counted = List.copyOf(counted);
    }

    /// @param firstAfter the deployment that it was first seen after, in words, or null
    public record Kind(
            String hash, int count, Instant first, Instant last, @Nullable String firstAfter) {
        public Recurrence told() {
            return new Recurrence(count, first, last, firstAfter);
        }

        private Kind again(Instant at) {
            return new Kind(hash, count + 1, first, at.isAfter(last) ? at : last, firstAfter);
        }

        private Kind less() {
            return new Kind(hash, count - 1, first, last, firstAfter);
        }
    }

    /// @param trigger the event that the crash is known by
    public record Counted(EventId trigger, String hash) {}

    public Optional<Kind> kind(String hash) {
        return kinds.stream().filter(k -> k.hash().equals(hash)).findFirst();
    }

    /// With this crash counted; itself when it was counted as the same already.
    ///
    /// @param firstAfter the last deployment before it, in words, or null
    public Sightings saw(EventId trigger, String hash, Instant at, @Nullable String firstAfter) {
        Optional<Counted> before =
                counted.stream().filter(c -> c.trigger().equals(trigger)).findFirst();
        if (before.filter(c -> c.hash().equals(hash)).isPresent()) {
            return this;
        }
        List<Kind> all = new ArrayList<>(kinds);
        before.ifPresent(c -> takeBack(all, c.hash()));
        Kind known = take(all, hash);
        all.add(known == null ? new Kind(hash, 1, at, at, firstAfter) : known.again(at));
        List<Counted> done = new ArrayList<>(counted);
        done.removeIf(c -> c.trigger().equals(trigger));
        done.add(new Counted(trigger, hash));
        return new Sightings(last(all, KINDS), last(done, COUNTED));
    }

    private static void takeBack(List<Kind> all, String hash) {
        all.replaceAll(k -> k.hash().equals(hash) ? k.less() : k);
        all.removeIf(k -> k.count() == 0);
    }

    private static @Nullable Kind take(List<Kind> all, String hash) {
        for (Kind kind : all) {
            if (kind.hash().equals(hash)) {
                all.remove(kind);
                return kind;
            }
        }
        return null;
    }

    private static <T> List<T> last(List<T> list, int most) {
        return list.subList(Math.max(0, list.size() - most), list.size());
    }
}

package dev.varde.notifier.silence;

import dev.varde.events.Incident;
import dev.varde.events.OperatorWord;
import dev.varde.events.Silence;
import dev.varde.events.SilenceId;
import dev.varde.notifier.match.Matchers;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The silences that people made, also those that are over; at most 2,000, of more those that were
/// over first are forgotten. A value: what is heard makes another one.
///
/// Words about one silence may be read in any order, since its beginning and its end have different
/// keys; so an end is kept though nothing is known of the silence.
public final class Silences {
    public static final Silences NONE = new Silences(Map.of(), Map.of());

    private static final int MOST = 2_000;

    private final Map<SilenceId, Known> known;
    private final Map<SilenceId, Instant> ended;

    private Silences(Map<SilenceId, Known> known, Map<SilenceId, Instant> ended) {
        this.known = Map.copyOf(known);
        this.ended = Map.copyOf(ended);
    }

    private record Known(Silence silence, Matchers matchers) {}

    /// A silence that is over.
    ///
    /// @param end when it was, by itself or because somebody said so
    public record Over(Silence silence, Instant end) {}

    /// Why a silence is not to be obeyed; empty when it is.
    public static Optional<String> fault(OperatorWord.SilenceAdded word) {
        return switch (Matchers.of(word.silence().match(), word.silence().not())) {
            case Matchers.Made.Refused(List<String> reasons) ->
                    Optional.of(String.join("; ", reasons));
            case Matchers.Made.Usable(Matchers matchers) ->
                    word.forced() || matchers.isNarrow()
                            ? Optional.empty()
                            : Optional.of(
                                    "it would hide everything, or nearly so: nothing that it asks"
                                            + " for keeps much out");
        };
    }

    /// The silences once this word was said; itself when the word is about none, or about one that
    /// is not to be obeyed.
    public Silences heard(OperatorWord word) {
        if (word instanceof OperatorWord.SilenceAdded added && fault(added).isEmpty()) {
            Silence s = added.silence();
            Map<SilenceId, Known> more = new HashMap<>(known);
            more.put(s.id(), new Known(s, Matchers.checked(s.match(), s.not())));
            bound(more, Comparator.comparing(e -> end(e.getValue().silence())));
            return new Silences(more, ended);
        }
        if (word instanceof OperatorWord.SilenceEnded over) {
            Map<SilenceId, Instant> more = new HashMap<>(ended);
            more.merge(over.silence(), over.at(), (a, b) -> a.isBefore(b) ? a : b);
            bound(more, Map.Entry.comparingByValue());
            return new Silences(known, more);
        }
        return this;
    }

    private static <T> void bound(
            Map<SilenceId, T> all, Comparator<Map.Entry<SilenceId, T>> first) {
        if (all.size() > MOST) {
            all.entrySet().stream().min(first).map(Map.Entry::getKey).ifPresent(all::remove);
        }
    }

    /// The silence that hides an incident at this time; of several, the one that does so longest.
    public Optional<Silence> over(Incident incident, Instant now) {
        return known.values().stream()
                .filter(k -> k.silence().covers(now) && now.isBefore(end(k.silence())))
                .filter(k -> k.matchers().matches(incident))
                .map(Known::silence)
                .max(Comparator.comparing((Silence s) -> until(s, now)).thenComparing(BY_ID));
    }

    private static final Comparator<Silence> BY_ID = Comparator.comparing(s -> s.id().value());

    /// When a silence that holds now stops doing so: at its end or at that of its window.
    public Instant until(Silence silence, Instant now) {
        Instant window = silence.end(now);
        Instant end = end(silence);
        return window.isBefore(end) ? window : end;
    }

    /// Those that are over by now, whoever ended them.
    public List<Over> over(Instant now) {
        return known.values().stream()
                .map(k -> new Over(k.silence(), end(k.silence())))
                .filter(o -> !now.isBefore(o.end()))
                .sorted(Comparator.comparing(Over::end).thenComparing(Over::silence, BY_ID))
                .toList();
    }

    /// Those that hold now or will, the one that ends first before the others.
    public List<Silence> pending(Instant now) {
        return known.values().stream()
                .map(Known::silence)
                .filter(s -> now.isBefore(end(s)))
                .sorted(Comparator.comparing(this::end).thenComparing(BY_ID))
                .toList();
    }

    public Optional<Silence> find(SilenceId id) {
        return Optional.ofNullable(known.get(id)).map(Known::silence);
    }

    /// When it is over for good: by itself, or because somebody said so.
    public Instant end(Silence silence) {
        Instant said = ended.get(silence.id());
        return said != null && said.isBefore(silence.until()) ? said : silence.until();
    }
}

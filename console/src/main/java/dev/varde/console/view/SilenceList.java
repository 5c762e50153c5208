package dev.varde.console.view;

import dev.varde.events.OperatorWord;
import dev.varde.events.Silence;
import dev.varde.events.SilenceId;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The silences that people made and nobody ended, the newest [#MOST] of them.
final class SilenceList {
    static final int MOST = 1_000;

    private final Map<SilenceId, Silence> all = new LinkedHashMap<>();

    /// Whether the word was about a silence.
    boolean hear(OperatorWord word) {
        if (word instanceof OperatorWord.SilenceAdded added) {
            all.remove(added.silence().id());
            all.put(added.silence().id(), added.silence());
            if (all.size() > MOST) {
                all.remove(all.keySet().iterator().next());
            }
            return true;
        }
        if (word instanceof OperatorWord.SilenceEnded ended) {
            return all.remove(ended.silence()) != null;
        }
        return false;
    }

    Optional<Silence> find(SilenceId id) {
        return Optional.ofNullable(all.get(id));
    }

    /// Those that are not over, the next to end first.
    List<SilenceView> at(Instant now) {
        return all.values().stream()
                .filter(s -> s.until().isAfter(now))
                .sorted(Comparator.comparing(Silence::until))
                .map(s -> SilenceView.of(s, now))
                .toList();
    }
}

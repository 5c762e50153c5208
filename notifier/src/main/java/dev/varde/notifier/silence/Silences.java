package dev.varde.notifier.silence;

import dev.varde.events.OperatorWord;
import dev.varde.events.Silence;
import dev.varde.events.SilenceId;
import java.util.HashMap;
import java.util.Map;

/// The silences that people made and nobody ended. Those that are over for a week go.
public final class Silences {
    public static final Silences NONE = new Silences(Map.of());

    private final Map<SilenceId, Silence> all;

    private Silences(Map<SilenceId, Silence> all) {
        this.all = Map.copyOf(all);
    }

    /// The silences once this word was said; itself when the word is about none.
    public Silences heard(OperatorWord word) {
        Map<SilenceId, Silence> after = new HashMap<>(all);
        if (word instanceof OperatorWord.SilenceAdded added) {
            after.put(added.silence().id(), added.silence());
        } else if (word instanceof OperatorWord.SilenceEnded ended) {
            after.remove(ended.silence());
        }
        return after.equals(all) ? this : new Silences(after);
    }
}

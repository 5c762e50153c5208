package dev.varde.notifier.silence;

import dev.varde.events.Silence;
import dev.varde.notifier.text.SafeText;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// How the ledger says that a silence held a message back.
public final class SilenceReason {
    private static final int LONGEST_NAME = 60;
    private static final int LONGEST_COMMENT = 200;

    private SilenceReason() {}

    /// Such as `silence s-7k2m by anna until 2026-11-01T14:00:00Z: new disk`.
    public static String of(Silence silence, Instant until) {
        String comment = silence.comment();
        return "silence "
                + silence.id()
                + " by "
                + SafeText.line(silence.by(), LONGEST_NAME)
                + " until "
                + until.truncatedTo(ChronoUnit.SECONDS)
                + (comment == null ? "" : ": " + SafeText.line(comment, LONGEST_COMMENT));
    }
}

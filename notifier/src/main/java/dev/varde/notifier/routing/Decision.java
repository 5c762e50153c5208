package dev.varde.notifier.routing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Whether one receiver is told of one revision by one medium, and why.
public sealed interface Decision {
    String receiver();

    Medium medium();

    /// In words, for the ledger.
    String reason();

    record Send(String receiver, Medium medium, String reason, Terms terms) implements Decision {
        /// At once and by itself.
        public Send(String receiver, Medium medium, String reason) {
            this(receiver, medium, reason, Terms.NONE);
        }
    }

    /// @param until when the reason ends by itself and it is to be decided anew, or null
    record HoldBack(String receiver, Medium medium, String reason, @Nullable Instant until)
            implements Decision {
        /// For good.
        public HoldBack(String receiver, Medium medium, String reason) {
            this(receiver, medium, reason, null);
        }
    }
}

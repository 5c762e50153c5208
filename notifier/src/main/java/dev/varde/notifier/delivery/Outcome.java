package dev.varde.notifier.delivery;

import dev.varde.events.Delivery.Recipient;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What became of one attempt; says whether to try again. Texts name no URL and quote no answer.
public sealed interface Outcome {
    /// What became of it for each mailbox that was tried; empty for other channels.
    List<Recipient> recipients();

    /// @param status HTTP or SMTP status, where there was one
    record Delivered(@Nullable Integer status, String detail, List<Recipient> recipients)
            implements Outcome {
        public Delivered {
            recipients = List.copyOf(recipients);
        }

        public Delivered(@Nullable Integer status, String detail) {
            this(status, detail, List.of());
        }
    }

    /// Trying again may help.
    ///
    /// @param retryAfter how long the receiver asks us to wait, or null
    record Temporary(
            @Nullable Integer status,
            String reason,
            @Nullable Duration retryAfter,
            List<Recipient> recipients)
            implements Outcome {
        public Temporary {
            recipients = List.copyOf(recipients);
        }

        public Temporary(@Nullable Integer status, String reason, @Nullable Duration retryAfter) {
            this(status, reason, retryAfter, List.of());
        }
    }

    /// Trying again cannot help.
    record Permanent(@Nullable Integer status, String reason, List<Recipient> recipients)
            implements Outcome {
        public Permanent {
            recipients = List.copyOf(recipients);
        }

        public Permanent(@Nullable Integer status, String reason) {
            this(status, reason, List.of());
        }
    }

    /// It may have arrived: the connection broke after everything was handed over. Tried again with
    /// the same id.
    record Unknown(String reason, List<Recipient> recipients) implements Outcome {
        public Unknown {
            recipients = List.copyOf(recipients);
        }

        public Unknown(String reason) {
            this(reason, List.of());
        }
    }
}

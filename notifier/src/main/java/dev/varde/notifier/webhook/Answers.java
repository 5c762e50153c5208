package dev.varde.notifier.webhook;

import dev.varde.events.config.Configuration.Format;
import dev.varde.notifier.delivery.HttpAnswer;
import dev.varde.notifier.delivery.Outcome;
import dev.varde.notifier.delivery.RetryAfter;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// Reads answers: the status decides, and with services that say it in words, their words. A body
/// is only compared with what is known, and never quoted.
final class Answers {
    /// What Slack answers, as plain text, where trying again cannot help
    /// (docs.slack.dev/messaging/sending-messages-using-incoming-webhooks).
    private static final Set<String> SLACK_NEVER =
            Set.of(
                    "action_prohibited",
                    "channel_is_archived",
                    "channel_not_found",
                    "invalid_attachments",
                    "invalid_blocks",
                    "invalid_payload",
                    "invalid_token",
                    "no_active_hooks",
                    "no_service",
                    "no_service_id",
                    "no_team",
                    "no_text",
                    "posting_to_general_channel_denied",
                    "team_disabled",
                    "too_many_attachments",
                    "user_not_found");

    private static final Set<String> SLACK_AGAIN =
            Set.of("rate_limited", "rollup_error", "service_unavailable");

    /// What Teams puts into the body of an answer with status 200 where it takes no more for now.
    private static final String TEAMS_THROTTLED = "HTTP error 429";

    private final Format format;

    Answers(Format format) {
        this.format = format;
    }

    Outcome outcome(Reply.Answered answer, Instant now) {
        Duration wait =
                Optional.ofNullable(answer.retryAfter())
                        .flatMap(h -> RetryAfter.read(h, now))
                        .orElse(null);
        return words(answer).orElseGet(() -> HttpAnswer.outcome(answer.status(), wait));
    }

    private Optional<Outcome> words(Reply.Answered answer) {
        return switch (format) {
            case SLACK -> slack(answer);
            case TEAMS -> teams(answer);
            case VARDE, ALERTMANAGER, CLOUDEVENTS, PAGERDUTY, TEMPLATE -> Optional.empty();
        };
    }

    private static Optional<Outcome> slack(Reply.Answered answer) {
        String word = answer.text().strip();
        String said = "answered " + answer.status() + ": " + word;
        if (SLACK_NEVER.contains(word)) {
            return Optional.of(new Outcome.Permanent(answer.status(), said));
        }
        return SLACK_AGAIN.contains(word) && answer.status() < 400
                ? Optional.of(new Outcome.Temporary(answer.status(), said, null))
                : Optional.empty();
    }

    private static Optional<Outcome> teams(Reply.Answered answer) {
        return answer.status() < 300 && answer.text().contains(TEAMS_THROTTLED)
                ? Optional.of(
                        new Outcome.Temporary(
                                answer.status(), "answered that it takes no more for now", null))
                : Optional.empty();
    }
}

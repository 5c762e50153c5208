package dev.varde.notifier.delivery;

import dev.varde.events.config.Configuration.Format;
import dev.varde.events.config.Configuration.Limit;
import dev.varde.events.config.Configuration.Receiver;
import dev.varde.events.config.Configuration.WebhookTarget;
import dev.varde.events.config.Secret;
import dev.varde.notifier.text.Digest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How a receiver wants to be told by one of its channels.
///
/// @param rate the most it takes; null for as much as there is
/// @param target a short digest of where it goes; another one when that is changed
public record Habit(Telling telling, @Nullable Rate rate, String target) {
    private static final int DIGITS = 6;
    private static final Limit MAIL = new Limit(30, Duration.ofMinutes(1));

    /// What the receiver's configuration says, or else what its channel bears.
    ///
    /// @throws IllegalArgumentException when the receiver has no such channel
    public static Habit of(Receiver receiver, String channel) {
        if (channel.equals("mail") && receiver.mail() != null) {
            String to = String.join(",", receiver.mail().to());
            return new Habit(Telling.DIGEST, rate(receiver.limit(), MAIL), target(to));
        }
        if (channel.equals("webhook") && receiver.webhook() != null) {
            WebhookTarget hook = receiver.webhook();
            return new Habit(
                    telling(hook.format()),
                    rate(receiver.limit(), hook.format().limit()),
                    target(hook));
        }
        throw new IllegalArgumentException(receiver.name() + " has no channel " + channel);
    }

    /// PagerDuty keeps an alert for each incident, which its own end resolves; a digest would leave
    /// some of them open.
    private static Telling telling(Format format) {
        return switch (format) {
            case VARDE, CLOUDEVENTS -> Telling.EVERY_REVISION;
            case PAGERDUTY -> Telling.NEWEST;
            case ALERTMANAGER, SLACK, TEAMS, TEMPLATE -> Telling.DIGEST;
        };
    }

    private static @Nullable Rate rate(@Nullable Limit configured, @Nullable Limit otherwise) {
        Limit limit = configured == null ? otherwise : configured;
        return limit == null ? null : new Rate(Math.min(limit.messages(), Rate.MOST), limit.per());
    }

    private static String target(WebhookTarget hook) {
        Secret key = hook.routingKey();
        return target(hook.url().reveal() + (key == null ? "" : key.reveal()));
    }

    private static String target(String address) {
        return Digest.of(address).substring(0, DIGITS);
    }
}

package dev.varde.notifier.delivery;

import dev.varde.events.config.Configuration.Format;
import dev.varde.events.config.Configuration.Limit;
import dev.varde.events.config.Configuration.Receiver;
import dev.varde.events.config.Configuration.WebhookTarget;
import dev.varde.notifier.text.Digest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How a receiver wants to be told by one of its channels.
///
/// @param rate the most it takes; null for as much as there is
/// @param target a short digest of where it goes; another one when that is changed
public record Habit(Telling telling, @Nullable Rate rate, String target) {
    private static final int DIGITS = 6;
    private static final Rate MAIL = new Rate(30, Duration.ofMinutes(1));

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
                    rate(receiver.limit(), rate(hook.format())),
                    target(hook.url().reveal()));
        }
        throw new IllegalArgumentException(receiver.name() + " has no channel " + channel);
    }

    private static Telling telling(Format format) {
        return switch (format) {
            case VARDE, CLOUDEVENTS -> Telling.EVERY_REVISION;
            case ALERTMANAGER, SLACK -> Telling.DIGEST;
        };
    }

    /// Slack: one message a second for each webhook.
    private static @Nullable Rate rate(Format format) {
        return switch (format) {
            case VARDE, CLOUDEVENTS, ALERTMANAGER -> null;
            case SLACK -> new Rate(1, Duration.ofSeconds(1));
        };
    }

    private static @Nullable Rate rate(@Nullable Limit configured, @Nullable Rate otherwise) {
        return configured == null
                ? otherwise
                : new Rate(Math.min(configured.messages(), Rate.MOST), configured.per());
    }

    private static String target(String address) {
        return Digest.of(address).substring(0, DIGITS);
    }
}

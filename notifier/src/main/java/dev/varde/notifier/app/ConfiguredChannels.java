package dev.varde.notifier.app;

import dev.varde.events.config.Configuration;
import dev.varde.events.config.Configuration.Receiver;
import dev.varde.notifier.NotifierLog;
import dev.varde.notifier.delivery.Channel;
import dev.varde.notifier.dispatch.Channels;
import dev.varde.notifier.mail.MailChannel;
import dev.varde.notifier.mail.MailWriter;
import dev.varde.notifier.mail.Postman;
import dev.varde.notifier.routing.Medium;
import dev.varde.notifier.webhook.WebhookChannel;
import java.net.http.HttpClient;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Makes the channels of all receivers.
final class ConfiguredChannels {
    private static final String NO_SENDER = "varde@localhost";

    private ConfiguredChannels() {}

    /// @param client for all webhooks
    static Channels of(Configuration configuration, Postman postman, HttpClient client) {
        Map<Channels.Key, Channel> channels = new HashMap<>();
        Channel mail = mail(configuration, postman);
        for (Receiver receiver : configuration.receivers()) {
            if (receiver.mail() != null) {
                channels.put(key(receiver, Medium.MAIL), mail);
            }
            if (receiver.webhook() != null) {
                try {
                    channels.put(
                            key(receiver, Medium.WEBHOOK),
                            new WebhookChannel(client, receiver.webhook()));
                } catch (IllegalArgumentException e) {
                    NotifierLog.misconfigured(receiver.name(), String.valueOf(e.getMessage()));
                }
            }
        }
        return new Channels(channels);
    }

    private static Channel mail(Configuration configuration, Postman postman) {
        Map<String, List<String>> addresses = new HashMap<>();
        for (Receiver receiver : configuration.receivers()) {
            if (receiver.mail() != null) {
                addresses.put(receiver.name(), receiver.mail().to());
            }
        }
        String from = configuration.mail() == null ? NO_SENDER : configuration.mail().from();
        return new MailChannel(new MailWriter(from, addresses), postman);
    }

    private static Channels.Key key(Receiver receiver, Medium medium) {
        return new Channels.Key(receiver.name(), medium.channel());
    }
}

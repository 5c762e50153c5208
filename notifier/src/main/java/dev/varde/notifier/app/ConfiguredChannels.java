package dev.varde.notifier.app;

import dev.varde.events.config.Configuration;
import dev.varde.events.config.Configuration.Receiver;
import dev.varde.events.config.Configuration.WebhookTarget;
import dev.varde.notifier.NotifierLog;
import dev.varde.notifier.delivery.Channel;
import dev.varde.notifier.delivery.Habit;
import dev.varde.notifier.delivery.Telling;
import dev.varde.notifier.dispatch.Channels;
import dev.varde.notifier.ledger.Canary;
import dev.varde.notifier.mail.MailChannel;
import dev.varde.notifier.mail.MailWriter;
import dev.varde.notifier.mail.Postman;
import dev.varde.notifier.routing.Medium;
import dev.varde.notifier.text.Wording;
import dev.varde.notifier.webhook.Caller;
import dev.varde.notifier.webhook.WebhookChannel;
import dev.varde.notifier.webhook.body.Links;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes the channels of all receivers.
final class ConfiguredChannels {
    private static final String NO_SENDER = "varde@localhost";

    private ConfiguredChannels() {}

    /// @param caller of all webhooks
    static Channels of(
            Configuration configuration, Postman postman, Caller caller, Channel canary) {
        Map<Channels.Key, Channels.Way> channels = new HashMap<>();
        Channel mail = mail(configuration, postman);
        Links links = links(configuration);
        for (Receiver receiver : configuration.receivers()) {
            if (receiver.mail() != null) {
                put(channels, receiver, Medium.MAIL, mail);
            }
            if (receiver.webhook() != null) {
                hook(receiver.name(), receiver.webhook(), caller, links)
                        .ifPresent(hook -> put(channels, receiver, Medium.WEBHOOK, hook));
            }
        }
        channels.put(Canary.RECEIVER, new Channels.Way(canary, Telling.EVERY_REVISION, null));
        return new Channels(channels);
    }

    private static Optional<Channel> hook(
            String receiver, WebhookTarget target, Caller caller, Links links) {
        try {
            Channel channel = new WebhookChannel(caller, target, links);
            NotifierLog.hook(receiver, Wording.word(target.format()), target.shown());
            return Optional.of(channel);
        } catch (IllegalArgumentException e) {
            NotifierLog.misconfigured(receiver, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private static Channel mail(Configuration configuration, Postman postman) {
        Map<String, List<String>> addresses = new HashMap<>();
        for (Receiver receiver : configuration.receivers()) {
            if (receiver.mail() != null) {
                addresses.put(receiver.name(), receiver.mail().to());
            }
        }
        return new MailChannel(MailWriter.of(configuration, NO_SENDER, addresses), postman);
    }

    private static Links links(Configuration configuration) {
        Configuration.Page page = configuration.console();
        return page == null ? Links.NONE : new Links(page.url());
    }

    private static void put(
            Map<Channels.Key, Channels.Way> channels,
            Receiver receiver,
            Medium medium,
            Channel channel) {
        Habit habit = Habit.of(receiver, medium.channel());
        channels.put(
                new Channels.Key(receiver.name(), medium.channel()),
                new Channels.Way(channel, habit.telling(), habit.rate()));
    }
}

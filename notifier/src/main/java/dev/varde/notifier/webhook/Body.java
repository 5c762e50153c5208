package dev.varde.notifier.webhook;

import dev.varde.events.config.Configuration.Format;
import dev.varde.notifier.delivery.Message;

/// The body of a webhook in one format.
interface Body {
    byte[] write(Message message);

    String contentType();

    static Body of(Format format) {
        return switch (format) {
            case VARDE -> new VardeBody();
            case ALERTMANAGER -> new AlertmanagerBody();
            case SLACK -> new SlackBody();
            case CLOUDEVENTS -> new CloudEventBody();
        };
    }
}

package dev.varde.notifier.webhook.body;

import dev.varde.events.config.Configuration.Template;
import dev.varde.events.config.Configuration.WebhookTarget;
import dev.varde.events.config.Secret;
import dev.varde.notifier.delivery.Message;

/// The body of a webhook in one format.
public interface Body {
    byte[] write(Message message);

    default String contentType() {
        return "application/json";
    }

    /// The body that a receiver wants.
    static Body of(WebhookTarget target, Links links) {
        return switch (target.format()) {
            case VARDE -> new VardeBody();
            case ALERTMANAGER -> new AlertmanagerBody(links);
            case SLACK -> new SlackBody(links);
            case CLOUDEVENTS -> new CloudEventBody();
            case TEAMS -> new TeamsBody(links);
            case PAGERDUTY -> new PagerDutyBody(key(target), links);
            case TEMPLATE -> new TemplateBody(template(target), links);
        };
    }

    private static Template template(WebhookTarget target) {
        if (target.template() == null) {
            throw new IllegalArgumentException("a format of one's own needs a template");
        }
        return target.template();
    }

    private static Secret key(WebhookTarget target) {
        if (target.routingKey() == null) {
            throw new IllegalArgumentException("PagerDuty needs a routing-key");
        }
        return target.routingKey();
    }
}

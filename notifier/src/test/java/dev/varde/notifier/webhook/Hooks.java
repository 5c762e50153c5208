package dev.varde.notifier.webhook;

import static dev.varde.notifier.Cast.SECRET;
import static dev.varde.notifier.Cast.incident;

import dev.varde.events.Incident;
import dev.varde.events.config.Configuration.Format;
import dev.varde.events.config.Configuration.Template;
import dev.varde.events.config.Configuration.WebhookTarget;
import dev.varde.events.config.Reach;
import dev.varde.events.config.Secret;
import dev.varde.notifier.delivery.Deliveries;
import dev.varde.notifier.delivery.Message;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Targets and messages of the webhooks' tests. What is secret in them holds `hemmelig`.
final class Hooks {
    static final Secret ROUTING_KEY = new Secret("hemmeligRoutingKey00000000000000");
    static final Message OPENED = message("incident.opened", incident("i").build());

    private Hooks() {}

    static Message message(String type, Incident incident) {
        return new Message(
                Deliveries.id(incident.id(), 1, "webhook", "hook"), "hook", type, incident);
    }

    static Template template() {
        return new Template(Path.of("hook.json"), "{\"text\": \"{m.headline}\"}");
    }

    static WebhookTarget target(String url, Format format, Reach reach) {
        return new WebhookTarget(
                new Secret(url),
                List.of(SECRET),
                format,
                reach,
                Map.of("Authorization", new Secret("Bearer hemmelig-header")),
                format == Format.PAGERDUTY ? ROUTING_KEY : null,
                template());
    }
}

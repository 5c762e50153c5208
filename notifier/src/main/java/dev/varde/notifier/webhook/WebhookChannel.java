package dev.varde.notifier.webhook;

import dev.varde.events.config.Configuration.WebhookTarget;
import dev.varde.notifier.delivery.Channel;
import dev.varde.notifier.delivery.Message;
import dev.varde.notifier.delivery.Outcome;
import dev.varde.notifier.webhook.Request.Endpoint;
import dev.varde.notifier.webhook.body.Body;
import dev.varde.notifier.webhook.body.Links;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Posts messages to one address: signed, checked where it goes, without following redirects,
/// reading at most 4 KiB of the answer. The address is a secret and is in no outcome.
public final class WebhookChannel implements Channel {
    private final Caller caller;
    private final WebhookTarget target;
    private final Endpoint endpoint;
    private final Signature signature;
    private final Body body;
    private final Answers answers;
    private final Duration total;

    /// @param caller receivers share it
    /// @param links where people find an incident
    /// @throws IllegalArgumentException when the URL is none; its text is not repeated
    public WebhookChannel(Caller caller, WebhookTarget target, Links links) {
        this(caller, target, links, Duration.ofSeconds(15));
    }

    /// @param total the time limit of one attempt
    WebhookChannel(Caller caller, WebhookTarget target, Links links, Duration total) {
        this.caller = caller;
        this.target = target;
        this.endpoint = Endpoint.of(target.url().reveal());
        this.signature = new Signature(target.secrets());
        this.body = Body.of(target, links);
        this.answers = new Answers(target.format());
        this.total = total;
    }

    @Override
    public Outcome send(Message message, Instant now) {
        try {
            Reply reply = caller.post(request(message, now), total);
            return switch (reply) {
                case Reply.Answered a -> answers.outcome(a, now);
                case Reply.Forbidden f -> new Outcome.Permanent(null, f.reason());
                case Reply.Unconnected u -> new Outcome.Temporary(null, u.reason(), null);
                case Reply.Unanswered u -> new Outcome.Temporary(null, u.reason(), null);
            };
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome.Unknown("interrupted while waiting for the answer");
        }
    }

    private Request request(Message message, Instant now) {
        byte[] bytes = body.write(message);
        return new Request(
                endpoint, target.reach(), headers(message, now, bytes), Buffer.buffer(bytes));
    }

    private List<Map.Entry<String, String>> headers(Message message, Instant now, byte[] bytes) {
        String id = message.id().value();
        long timestamp = now.getEpochSecond();
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        if (target.headers().keySet().stream().noneMatch("User-Agent"::equalsIgnoreCase)) {
            headers.add(Map.entry("User-Agent", "Varde"));
        }
        target.headers().forEach((name, value) -> headers.add(Map.entry(name, value.reveal())));
        headers.add(Map.entry("Content-Type", body.contentType()));
        headers.add(Map.entry("webhook-id", id));
        headers.add(Map.entry("webhook-timestamp", Long.toString(timestamp)));
        if (!target.secrets().isEmpty()) {
            headers.add(Map.entry("webhook-signature", signature.of(id, timestamp, bytes)));
        }
        return headers;
    }
}

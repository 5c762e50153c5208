package dev.varde.events.config;

import dev.varde.events.config.Configuration.Format;
import dev.varde.events.config.Configuration.Template;
import dev.varde.events.config.Configuration.WebhookTarget;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.SequenceNode;

/// Reads `webhook` of a receiver.
final class WebhookReader {
    private static final Secret PLACEHOLDER = new Secret("");
    private static final Secret PAGERDUTY = new Secret("https://events.pagerduty.com/v2/enqueue");

    private static final HeaderReader HEADERS =
            new HeaderReader(
                    Set.of(
                            "host",
                            "expect",
                            "content-type",
                            "webhook-id",
                            "webhook-timestamp",
                            "webhook-signature"),
                    "the notifier");

    private static final Kind<Secret> ROUTING_KEY =
            Kind.matching(
                            "routing key",
                            "Write the integration's 32 letters and digits, as ${NAME} or"
                                    + " ${file:/path}.",
                            Pattern.compile("[A-Za-z0-9]{32}").asMatchPredicate())
                    .hidden();

    private static final Kind<Network> NETWORK =
            Kind.of(
                    "address or network",
                    "Write such as 10.1.0.0/16, fd00:1::/48 or 192.168.7.9; the bits after the"
                            + " prefix are zero.",
                    Network::read);

    private static final Kind<Boolean> PERMISSION =
            Kind.of(
                    "answer",
                    "Write true or false, or a list of networks such as [10.1.0.0/16].",
                    Kinds.YES_OR_NO.read());

    private WebhookReader() {}

    static Optional<WebhookTarget> target(Place place) {
        return place.section(
                        "url",
                        "secret",
                        "format",
                        "allow-private",
                        "headers",
                        "routing-key",
                        "template")
                .map(WebhookReader::target);
    }

    private static WebhookTarget target(Section s) {
        Format format = s.get("format", Kind.word(Format.class)).orElse(Format.VARDE);
        return new WebhookTarget(
                url(s, format),
                s.find("secret").map(WebhookReader::secrets).orElse(List.of()),
                format,
                s.find("allow-private").map(WebhookReader::reach).orElse(Reach.PUBLIC),
                s.find("headers").map(HEADERS::read).orElse(Map.of()),
                routingKey(s, format).orElse(null),
                template(s, format).orElse(null));
    }

    private static Secret url(Section s, Format format) {
        return format == Format.PAGERDUTY && !s.has("url")
                ? PAGERDUTY
                : s.required("url", Kinds.HIDDEN_ADDRESS, PLACEHOLDER);
    }

    private static List<Secret> secrets(Place place) {
        return Places.notEmpty(place, Kinds.SIGNING_KEY, Kinds.SIGNING_KEY.remedy());
    }

    private static Reach reach(Place place) {
        if (place.node() instanceof SequenceNode) {
            return new Reach(false, Places.notEmpty(place, NETWORK, NETWORK.remedy()));
        }
        return place.as(PERMISSION).orElse(false) ? Reach.INSIDE : Reach.PUBLIC;
    }

    private static Optional<Secret> routingKey(Section s, Format format) {
        if (format == Format.PAGERDUTY) {
            return s.demand("routing-key", ROUTING_KEY.remedy()).flatMap(p -> p.as(ROUTING_KEY));
        }
        s.find("routing-key")
                .ifPresent(p ->
                        p.wrong(
                                "only PagerDuty has a routing key",
                                "Write format: pagerduty, or take it out."));
        return Optional.empty();
    }

    private static Optional<Template> template(Section s, Format format) {
        if (format == Format.TEMPLATE) {
            return s.demand("template", "Name the file that makes the body, such as hook.json.")
                    .flatMap(TemplateReader::file);
        }
        s.find("template")
                .ifPresent(p ->
                        p.wrong(
                                "only a format of your own has a template",
                                "Write format: template, or take it out."));
        return Optional.empty();
    }
}

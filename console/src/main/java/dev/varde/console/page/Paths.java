package dev.varde.console.page;

import dev.varde.events.DeliveryId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Paths of the API that buttons post to; names in them are escaped.
final class Paths {
    private Paths() {}

    static String instance(String instance, String what) {
        return "/api/instances/" + escaped(instance) + "/" + what;
    }

    static String receiver(String name, String what) {
        return "/api/receivers/" + escaped(name) + "/" + what;
    }

    static String silence(String id, String what) {
        return "/api/silences/" + escaped(id) + "/" + what;
    }

    /// @param page the path of an incident's page, escaped
    static String api(String page, String what) {
        return "/api" + page + "/" + what;
    }

    /// The same deliveries, after one of them.
    static String deliveries(DeliveriesView.Asked asked, DeliveryId after) {
        StringBuilder path = new StringBuilder("/deliveries?after=" + escaped(after.value()));
        add(path, "incident", asked.incident());
        add(path, "receiver", asked.receiver());
        add(path, "state", asked.state());
        add(path, "since", asked.since());
        add(path, "failed", asked.failed() ? "true" : null);
        return path.toString();
    }

    private static void add(StringBuilder path, String name, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            path.append('&').append(name).append('=').append(escaped(value));
        }
    }

    private static String escaped(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }
}

package dev.varde.notifier.webhook.body;

import dev.varde.events.Incident;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where people find an incident on the page, and what they can do there after logging in. A link
/// alone changes nothing.
///
/// @param page its address without a slash at the end, or null where there is no page
public record Links(@Nullable String page) {
    public static final Links NONE = new Links(null);

    /// @param text what the link says
    record Link(String text, String url) {}

    /// Those of an incident, the one that opens it first; none without a page.
    List<Link> of(Incident incident) {
        if (page == null) {
            return List.of();
        }
        String url = incident(incident);
        return incident.closed()
                ? List.of(new Link("Open", url))
                : List.of(
                        new Link("Open", url),
                        new Link("Acknowledge", url + "?do=acknowledge"),
                        new Link("Silence", url + "?do=silence"));
    }

    /// Where the page begins; empty where there is none.
    String home() {
        return page == null ? "" : page;
    }

    /// The incident's own page; empty where there is none.
    String incident(Incident incident) {
        String id = URLEncoder.encode(incident.id().value(), StandardCharsets.UTF_8);
        return page == null ? "" : page + "/incidents/" + id.replace("+", "%20");
    }
}

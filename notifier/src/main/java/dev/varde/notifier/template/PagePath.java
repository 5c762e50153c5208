package dev.varde.notifier.template;

import dev.varde.events.IncidentId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/// Where the page shows an incident.
public final class PagePath {
    private PagePath() {}

    /// The path, whatever the incident is called.
    public static String of(IncidentId id) {
        return "/incidents/"
                + URLEncoder.encode(id.value(), StandardCharsets.UTF_8).replace("+", "%20");
    }
}

package dev.varde.console.page;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/// Paths of the API that buttons post to; names in them are escaped.
final class Paths {
    private Paths() {}

    static String instance(String instance, String what) {
        return "/api/instances/" + escaped(instance) + "/" + what;
    }

    static String receiver(String name, String what) {
        return "/api/receivers/" + escaped(name) + "/" + what;
    }

    /// @param page the path of an incident's page, escaped
    static String api(String page, String what) {
        return "/api" + page + "/" + what;
    }

    private static String escaped(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }
}

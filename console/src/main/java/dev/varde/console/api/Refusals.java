package dev.varde.console.api;

import io.vertx.ext.web.RoutingContext;

/// Answers that say no, as JSON to programs and as a small page to people.
final class Refusals {
    private Refusals() {}

    static void answer(RoutingContext route, int status, String reason, String remedy) {
        boolean api = route.normalizedPath().startsWith("/api/");
        route.response().setStatusCode(status);
        if (status == 401) {
            route.response().putHeader("WWW-Authenticate", "Bearer realm=\"varde\"");
        }
        route.response()
                .putHeader("Content-Type", api ? Json.TYPE : "text/html;charset=UTF-8")
                .end(api ? Json.error(reason, remedy) : page(reason, remedy));
    }

    /// @param reason of our own words, no text from outside
    static String page(String reason, String remedy) {
        return """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>Varde</title>
        <link rel="icon" href="/varde.svg">
        <link rel="stylesheet" href="/varde.css">
        </head>
        <body>
        <main class="refused">
        <h1>%s</h1>
        <p>%s.</p>
        <p><a href="?">Try again</a></p>
        </main>
        </body>
        </html>
        """
                .formatted(reason, remedy);
    }
}

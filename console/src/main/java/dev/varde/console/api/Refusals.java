package dev.varde.console.api;

import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

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

    /// A page that at once asks for the same again. A link of another site, such as a mail's, comes
    /// without the cookie (`SameSite=Strict`); what this page asks for comes with it.
    ///
    /// @param path of the console's own, with what it asks about
    static void again(RoutingContext route, String path) {
        String more = "<meta http-equiv=\"refresh\" content=\"0;url=" + path + "\">";
        html(route, 200, document(more, "Varde", "<p><a href=\"" + path + "\">Go on</a></p>"));
    }

    /// Asks for the token, and goes on to where the visitor wanted to.
    ///
    /// @param path of the console's own
    /// @param asked one of the console's own words, or null
    static void login(RoutingContext route, String path, @Nullable String asked) {
        String then =
                asked == null ? "" : "<input type=\"hidden\" name=\"do\" value=\"" + asked + "\">";
        String form =
                """
                <p>Open the link that varde printed at its start, or enter the token that it ends with.</p>
                <form method="get" action="%s" class="actions">
                <label for="token">Token</label><input id="token" name="token" type="password" autocomplete="current-password" required>
                %s<span class="buttons"><button type="submit">Go on</button></span>
                </form>
                """
                        .formatted(path, then);
        route.response().putHeader("WWW-Authenticate", "Bearer realm=\"varde\"");
        html(route, 401, document("", "The token is missing or wrong", form));
    }

    private static void html(RoutingContext route, int status, String page) {
        route.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "text/html;charset=UTF-8")
                .end(page);
    }

    /// @param reason of our own words, no text from outside
    static String page(String reason, String remedy) {
        return document("", reason, "<p>" + remedy + ".</p>\n<p><a href=\"?\">Try again</a></p>\n");
    }

    private static String document(String head, String title, String body) {
        return """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        %s<title>Varde</title>
        <link rel="icon" href="/varde.svg">
        <link rel="stylesheet" href="/varde.css">
        </head>
        <body>
        <main class="refused">
        <h1>%s</h1>
        %s</main>
        </body>
        </html>
        """
                .formatted(head, title, body);
    }
}

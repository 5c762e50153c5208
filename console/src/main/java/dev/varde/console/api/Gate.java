package dev.varde.console.api;

import dev.varde.console.api.Admission.Decision;
import dev.varde.console.app.Console;
import dev.varde.events.config.Configuration;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/// Stands before every route of the program's HTTP server and lets in whom [Admission] admits. It
/// also puts the headers on every answer that keep browsers from doing what they should not.
@ApplicationScoped
class Gate {
    private static final int BEFORE_ALL_ROUTES = 10_000;
    private static final Duration COOKIE_AGE = Duration.ofDays(30);

    private final Console console;
    private final List<String> hosts;

    @Inject
    Gate(
            Console console,
            @ConfigProperty(name = "varde.console.hosts") Optional<List<String>> hosts) {
        this.console = console;
        this.hosts = hosts.orElse(List.of());
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, BEFORE_ALL_ROUTES);
    }

    private void check(RoutingContext route) {
        protect(route.response());
        Optional<Console.Running> running = console.running();
        if (running.isPresent()) {
            carryOut(admission(running.get()).decide(request(route)), route);
        } else if (route.normalizedPath().startsWith("/q/")) {
            route.next();
        } else {
            Refusals.answer(route, 404, "No console runs in this process", "Run varde console");
        }
    }

    private void carryOut(Decision decision, RoutingContext route) {
        switch (decision) {
            case Decision.Admit _ -> route.next();
            case Decision.Welcome w -> welcome(route, w.path());
            case Decision.AskAgain a -> Refusals.again(route, a.path());
            case Decision.AskToken a -> Refusals.login(route, a.path(), a.asked());
            case Decision.Refuse r -> Refusals.answer(route, r.status(), r.reason(), r.remedy());
        }
    }

    private void welcome(RoutingContext route, String path) {
        Cookie cookie =
                Cookie.cookie(Admission.COOKIE, console.token())
                        .setHttpOnly(true)
                        .setSameSite(CookieSameSite.STRICT)
                        .setSecure(route.request().isSSL())
                        .setMaxAge(COOKIE_AGE.toSeconds())
                        .setPath("/");
        route.response().addCookie(cookie);
        route.response().setStatusCode(303).putHeader("Location", path).end();
    }

    private Admission admission(Console.Running running) {
        return new Admission(running.token(), names(running.configuration()));
    }

    private Set<String> names(Configuration configuration) {
        Set<String> names = new HashSet<>();
        names.add(configuration.host().name().value().toLowerCase(Locale.ROOT));
        if (configuration.console() != null) {
            String host = URI.create(configuration.console().url()).getHost();
            names.add(host.toLowerCase(Locale.ROOT));
        }
        hosts.forEach(h -> names.add(h.strip().toLowerCase(Locale.ROOT)));
        return names;
    }

    private static Admission.Request request(RoutingContext route) {
        HttpServerRequest request = route.request();
        Cookie cookie = request.getCookie(Admission.COOKIE);
        return new Admission.Request(
                request.method().name(),
                route.normalizedPath(),
                host(request.authority()),
                request.getParam("do"),
                request.getParam("token"),
                cookie == null ? null : cookie.getValue(),
                request.getHeader("Authorization"),
                "1".equals(request.getHeader("X-Varde")),
                "cross-site".equals(request.getHeader("Sec-Fetch-Site")));
    }

    private static @Nullable String host(@Nullable HostAndPort authority) {
        return authority == null ? null : authority.host().replace("[", "").replace("]", "");
    }

    private static void protect(HttpServerResponse response) {
        response.putHeader(
                        "Content-Security-Policy",
                        "default-src 'self'; object-src 'none'; base-uri 'none';"
                                + " form-action 'self'; frame-ancestors 'none'")
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("X-Frame-Options", "DENY")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("Cross-Origin-Resource-Policy", "same-origin")
                .putHeader("Cache-Control", "no-store");
    }
}

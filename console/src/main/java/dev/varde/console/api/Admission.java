package dev.varde.console.api;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Decides who may come in. Everything needs the token but the style, the icon and the health of
/// the program; what changes something also needs a header that no other site can make a browser
/// send.
///
/// @param hosts names, in lower case, by which the console may be called beside IP addresses and
///   localhost; any other name may be a foreign one that was made to point here (DNS rebinding)
record Admission(String token, Set<String> hosts) {
    static final String COOKIE = "varde";
    private static final Set<String> OPEN = Set.of("/varde.css", "/varde.svg", "/q/health");
    private static final Set<String> READING = Set.of("GET", "HEAD");

    Admission {
        hosts = Set.copyOf(hosts);
    }

    /// What was asked.
    ///
    /// @param host of the request, without port and brackets, or null when there is none
    /// @param offered the token in the query, or null
    /// @param marked whether the header `X-Varde: 1` is there
    record Request(
            String method,
            String path,
            @Nullable String host,
            @Nullable String offered,
            @Nullable String cookie,
            @Nullable String authorization,
            boolean marked) {}

    sealed interface Decision {
        record Admit() implements Decision {}

        /// Keep the token in a cookie and go on to the path without it.
        record Welcome(String path) implements Decision {}

        record Refuse(int status, String reason, String remedy) implements Decision {}
    }

    Decision decide(Request r) {
        if (isOpen(r.path())) {
            return new Decision.Admit();
        }
        if (r.host() == null || !known(r.host())) {
            return new Decision.Refuse(
                    421,
                    "The console is not known by this host name",
                    "Use 127.0.0.1, localhost or the host's own name, or add the name to"
                            + " varde.console.hosts");
        }
        if (r.offered() != null && READING.contains(r.method()) && matches(r.offered())) {
            return new Decision.Welcome(local(r.path()));
        }
        return withToken(r);
    }

    private Decision withToken(Request r) {
        boolean bearer = r.authorization() != null && matches(bearer(r.authorization()));
        if (!bearer && (r.cookie() == null || !matches(r.cookie()))) {
            return new Decision.Refuse(
                    401,
                    "The token is missing or wrong",
                    "Open the link that varde printed at its start");
        }
        if (!READING.contains(r.method()) && !bearer && !r.marked()) {
            return new Decision.Refuse(
                    403,
                    "A request that changes something needs the header X-Varde: 1",
                    "Send it, or use Authorization: Bearer");
        }
        return new Decision.Admit();
    }

    private static boolean isOpen(String path) {
        return OPEN.contains(path) || path.startsWith("/q/health/");
    }

    private boolean known(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return name.equals("localhost")
                || name.matches("\\d{1,3}(\\.\\d{1,3}){3}")
                || name.matches("[0-9a-f:.]*:[0-9a-f:.]*")
                || hosts.contains(name);
    }

    private static String bearer(String authorization) {
        return authorization.regionMatches(true, 0, "Bearer ", 0, 7)
                ? authorization.substring(7).strip()
                : "";
    }

    private boolean matches(String offered) {
        return MessageDigest.isEqual(
                token.getBytes(StandardCharsets.UTF_8), offered.getBytes(StandardCharsets.UTF_8));
    }

    /// Never to another site.
    private static String local(String path) {
        return path.matches("/|(/[A-Za-z0-9._~-]+)+") ? path : "/";
    }
}

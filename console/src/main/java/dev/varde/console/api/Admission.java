package dev.varde.console.api;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Decides who may come in. Everything needs the token but the style, the icon, and the health and
/// the numbers of the program; what changes something also needs a header that no other site can
/// make a browser send.
///
/// @param hosts names, in lower case, by which the console may be called beside IP addresses and
///   localhost; any other name may be a foreign one that was made to point here (DNS rebinding)
record Admission(String token, Set<String> hosts) {
    static final String COOKIE = "varde";
    private static final Set<String> OPEN =
            Set.of("/varde.css", "/varde.svg", "/q/health", "/q/metrics");
    private static final Set<String> READING = Set.of("GET", "HEAD");
    private static final Set<String> ASKED = Set.of("acknowledge", "silence");

    Admission {
        hosts = Set.copyOf(hosts);
    }

    /// What was asked.
    ///
    /// @param host of the request, without port and brackets, or null when there is none
    /// @param asked what the page is to ask about, such as `acknowledge`, or null
    /// @param offered the token in the query, or null
    /// @param foreign whether a browser says that a link of another site led here
    /// @param marked whether the header `X-Varde: 1` is there
    record Request(
            String method,
            String path,
            @Nullable String host,
            @Nullable String asked,
            @Nullable String offered,
            @Nullable String cookie,
            @Nullable String authorization,
            boolean marked,
            boolean foreign) {}

    sealed interface Decision {
        record Admit() implements Decision {}

        /// Keep the token in a cookie and go on to the path without it.
        record Welcome(String path) implements Decision {}

        /// Ask once more, from here: the cookie does not come along from another site.
        record AskAgain(String path) implements Decision {}

        /// Ask for the token, and go on to the path with it.
        record AskToken(String path, @Nullable String asked) implements Decision {}

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
            return new Decision.Welcome(address(r));
        }
        return withToken(r);
    }

    private Decision withToken(Request r) {
        boolean bearer = r.authorization() != null && matches(bearer(r.authorization()));
        if (!bearer && (r.cookie() == null || !matches(r.cookie()))) {
            return isPage(r)
                    ? login(r)
                    : new Decision.Refuse(
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

    /// Where people come to read, which is where a link of a mail may lead.
    private static boolean isPage(Request r) {
        return r.method().equals("GET")
                && (r.path().equals("/") || r.path().startsWith("/incidents"))
                && local(r.path()).equals(r.path());
    }

    private static Decision login(Request r) {
        return r.foreign() && r.cookie() == null && r.offered() == null
                ? new Decision.AskAgain(address(r))
                : new Decision.AskToken(r.path(), asked(r));
    }

    private static String address(Request r) {
        String asked = asked(r);
        String path = local(r.path());
        return asked == null || path.equals("/") ? path : path + "?do=" + asked;
    }

    private static @Nullable String asked(Request r) {
        return r.asked() != null && ASKED.contains(r.asked()) ? r.asked() : null;
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
        return path.matches("/|(/([A-Za-z0-9._~-]|%[0-9A-F]{2})+)+") ? path : "/";
    }
}

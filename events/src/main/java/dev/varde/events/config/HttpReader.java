package dev.varde.events.config;

import dev.varde.events.config.Configuration.BodyTerm;
import dev.varde.events.config.Configuration.HttpTerms;
import dev.varde.events.config.Configuration.Method;
import dev.varde.events.config.Configuration.StatusRange;
import dev.varde.events.config.Configuration.Trust;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;

/// Reads what only an HTTP check has.
final class HttpReader {
    static final String[] KEYS = {
        "method", "headers", "status", "contains", "matches", "redirects", "trust", "ca"
    };

    /// Those that say where the message ends, which the collector decides.
    private static final Set<String> FRAMING =
            Set.of("connection", "content-length", "transfer-encoding", "upgrade", "te", "trailer");

    /// A token of RFC 9110, section 5.6.2.
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}");

    private static final Pattern STATUSES =
            Pattern.compile("(?<from>[1-5]\\d\\d)(-(?<to>[1-5]\\d\\d))?");

    private static final Kind<StatusRange> STATUS =
            Kind.of(
                    "HTTP status",
                    "Write a status or a range, such as 200, 200-299 or [200, 401].",
                    HttpReader::range);

    private static final Kind<String> PATTERN =
            Kind.matching(
                    "regular expression",
                    "Write one of Java's, such as 'status.{0,9}ok'.",
                    HttpReader::isPattern);

    private static final Kind<Integer> REDIRECTS =
            Kind.of(
                    "number of redirects",
                    "Write a whole number from 0 to 5.",
                    text -> Quantities.whole(text).filter(n -> n <= 5));

    private static final Kind<String> SELF_SIGNED =
            Kind.matching(
                    "way to trust",
                    "Write self-signed, or name a file of authorities with ca.",
                    "self-signed"::equals);

    private static final Kind<Secret> HEADER =
            Kind.matching("header value", "Write a text on one line.", HttpReader::isHeaderValue)
                    .hidden();

    private HttpReader() {}

    /// Empty where nothing is asked or expected beyond the usual.
    static Optional<HttpTerms> terms(Section s) {
        HttpTerms terms =
                new HttpTerms(
                        s.get("method", method()).orElse(Method.GET),
                        s.find("headers").map(HttpReader::headers).orElse(Map.of()),
                        s.find("status").map(p -> p.all(STATUS)).orElse(List.of()),
                        body(s),
                        s.get("redirects", REDIRECTS).orElse(0),
                        trust(s));
        return terms.equals(HttpTerms.USUAL) ? Optional.empty() : Optional.of(terms);
    }

    private static Kind<Method> method() {
        return Kind.of(
                "method that a check may use",
                "Write GET or HEAD.",
                text ->
                        switch (text.toUpperCase(Locale.ROOT)) {
                            case "GET" -> Optional.of(Method.GET);
                            case "HEAD" -> Optional.of(Method.HEAD);
                            default -> Optional.empty();
                        });
    }

    private static @Nullable BodyTerm body(Section s) {
        if (s.has("contains") && s.has("matches")) {
            s.at("matches").wrong("contains and matches exclude each other", "Keep one of them.");
        }
        if ((s.has("contains") || s.has("matches"))
                && s.get("method", method()).orElse(Method.GET) == Method.HEAD) {
            s.at("method").wrong("an answer to HEAD has no body", "Write method: GET.");
        }
        Optional<BodyTerm> contains = s.get("contains", Kinds.TEXT).map(BodyTerm.Contains::new);
        return contains.or(() -> s.get("matches", PATTERN).map(BodyTerm.Matches::new)).orElse(null);
    }

    private static Trust trust(Section s) {
        if (s.has("trust") && s.has("ca")) {
            s.at("ca").wrong("trust and ca exclude each other", "Keep one of them.");
        }
        Optional<Trust> named = s.get("trust", SELF_SIGNED).map(_ -> new Trust.SelfSigned());
        return named.or(() -> s.get("ca", Kinds.FILE).map(Trust.Authority::new))
                .orElse(new Trust.KnownAuthorities());
    }

    private static Map<String, Secret> headers(Place place) {
        Map<String, Secret> headers = new LinkedHashMap<>();
        if (place.node() instanceof MappingNode mapping) {
            Section.any(place, mapping)
                    .entries()
                    .forEach((name, value) ->
                            header(name, value).ifPresent(v -> headers.put(name, v)));
        } else {
            place.wrong("names and values are needed here", "Write them such as X-Probe: varde.");
        }
        return headers;
    }

    private static Optional<Secret> header(String name, Place value) {
        if (!TOKEN.matcher(name).matches()) {
            value.wrong("this is no header name", "Write a name such as X-Probe.");
            return Optional.empty();
        }
        if (FRAMING.contains(name.toLowerCase(Locale.ROOT))) {
            value.wrong("the collector sets this header itself", "Take it out.");
            return Optional.empty();
        }
        return value.as(HEADER);
    }

    private static boolean isHeaderValue(String text) {
        return text.length() <= 4_096
                && text.chars()
                        .allMatch(c -> c == 9 || (c >= 32 && c < 127) || (c > 159 && c < 256));
    }

    private static Optional<StatusRange> range(String text) {
        var m = STATUSES.matcher(text);
        if (!m.matches()) {
            return Optional.empty();
        }
        int from = Integer.parseInt(m.group("from"));
        int to = m.group("to") == null ? from : Integer.parseInt(m.group("to"));
        return from <= to ? Optional.of(new StatusRange(from, to)) : Optional.empty();
    }

    private static boolean isPattern(String text) {
        try {
            return text.length() <= 500 && !Pattern.compile(text).pattern().isEmpty();
        } catch (PatternSyntaxException _) {
            return false;
        }
    }
}

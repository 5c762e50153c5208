package dev.varde.events.config;

import dev.varde.events.config.Configuration.BodyTerm;
import dev.varde.events.config.Configuration.HttpTerms;
import dev.varde.events.config.Configuration.Method;
import dev.varde.events.config.Configuration.StatusRange;
import dev.varde.events.config.Configuration.Trust;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/// Reads what only an HTTP check has.
final class HttpReader {
    static final String[] KEYS = {
        "method", "headers", "status", "contains", "matches", "redirects", "trust", "ca"
    };

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

    private static final HeaderReader HEADERS = new HeaderReader(Set.of(), "the collector");

    private HttpReader() {}

    /// Empty where nothing is asked or expected beyond the usual.
    static Optional<HttpTerms> terms(Section s) {
        HttpTerms terms =
                new HttpTerms(
                        s.get("method", method()).orElse(Method.GET),
                        s.find("headers").map(HEADERS::read).orElse(Map.of()),
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

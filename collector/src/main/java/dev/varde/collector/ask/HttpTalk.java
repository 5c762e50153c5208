package dev.varde.collector.ask;

import dev.varde.events.HealthFact.Failure;
import dev.varde.events.config.Configuration.HttpTerms;
import dev.varde.events.config.Configuration.Method;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Asks a URL by HTTP/1.1 on a connection of its own (RFC 9112). Of the answer a bounded part is
/// read: the head up to 16 KiB, the body up to 4 KiB, or 64 KiB where something is sought in it.
public final class HttpTalk implements Talk {
    private static final int SHOWN_BODY = 4_096;
    private static final int SOUGHT_BODY = 64 << 10;

    private final HttpTerms terms;
    private final @Nullable Sought sought;
    private final Trusted trusted;
    private final URI uri;
    private final Place place;
    private final byte[] request;

    /// @throws IllegalArgumentException where the URL names no host
    public HttpTalk(String url, HttpTerms terms) {
        this.uri = URI.create(url);
        if (uri.getHost() == null) {
            throw new IllegalArgumentException("no host in the URL");
        }
        this.terms = terms;
        this.sought = terms.body() == null ? null : Sought.of(terms.body());
        this.trusted = new Trusted(terms.trust());
        this.place = place(uri, trusted);
        this.request = request(uri);
    }

    @Override
    public Place place() {
        return place;
    }

    private static Place place(URI at, Trusted trusted) {
        boolean secure = secure(at);
        int port = at.getPort() > 0 ? at.getPort() : secure ? 443 : 80;
        return new Place(Place.bare(at.getHost()), port, secure ? trusted : null);
    }

    private static boolean secure(URI uri) {
        return "https".equalsIgnoreCase(uri.getScheme());
    }

    @Override
    public Conversation next(boolean doubted) {
        return new Exchange(uri, terms.redirects());
    }

    private byte[] request(URI at) {
        StringBuilder text = new StringBuilder(terms.method().name()).append(' ');
        String path = at.getRawPath();
        text.append(path == null || path.isEmpty() ? "/" : path);
        if (at.getRawQuery() != null) {
            text.append('?').append(at.getRawQuery());
        }
        text.append(" HTTP/1.1\r\n");
        usual(text, "Host", at.getPort() > 0 ? at.getHost() + ":" + at.getPort() : at.getHost());
        usual(text, "User-Agent", "Varde-health-check");
        usual(text, "Accept", "*/*");
        if (uri.getRawUserInfo() != null) {
            byte[] user = uri.getUserInfo().getBytes(StandardCharsets.UTF_8);
            usual(text, "Authorization", "Basic " + Base64.getEncoder().encodeToString(user));
        }
        terms.headers().forEach((name, value) -> header(text, name, value.reveal()));
        header(text, "Connection", "close");
        return text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private void usual(StringBuilder text, String name, String value) {
        if (terms.headers().keySet().stream().noneMatch(name::equalsIgnoreCase)) {
            header(text, name, value);
        }
    }

    private static void header(StringBuilder text, String name, String value) {
        text.append(name).append(": ").append(value).append("\r\n");
    }

    private final class Exchange implements Conversation {
        private final URI at;
        private final int redirects;
        private final HttpReply reply =
                new HttpReply(
                        terms.method() == Method.HEAD, sought == null ? SHOWN_BODY : SOUGHT_BODY);

        Exchange(URI at, int redirects) {
            this.at = at;
            this.redirects = redirects;
        }

        @Override
        public Turn begin() {
            return Turn.say(at.equals(uri) ? request : request(at));
        }

        @Override
        public Turn hear(ByteBuffer heard) {
            return next(reply.hear(heard));
        }

        @Override
        public Turn end() {
            return next(reply.end());
        }

        private Turn next(HttpReply.Progress progress) {
            return switch (progress) {
                case HttpReply.Progress.More _ -> Turn.listen();
                case HttpReply.Progress.Broken(Failure how, String why) ->
                        new Turn.Over(Answer.bad(how, why));
                case HttpReply.Progress.Whole whole ->
                        follow(whole).orElseGet(() -> new Turn.Over(judge(whole)));
            };
        }

        /// Empty where the answer stands for itself.
        private Optional<Turn> follow(HttpReply.Progress.Whole whole) {
            boolean redirect = whole.status() / 100 == 3 && whole.location() != null;
            if (!redirect || terms.redirects() == 0) {
                return Optional.empty();
            }
            if (redirects == 0) {
                return Optional.of(refused(whole, "more redirects than are allowed"));
            }
            Optional<URI> to = resolved(String.valueOf(whole.location()));
            return Optional.of(
                    to.isEmpty()
                            ? refused(whole, "redirects away from this host")
                            : new Turn.Elsewhere(
                                    place(to.get(), trusted),
                                    new Exchange(to.get(), redirects - 1)));
        }

        /// The same host only, and never from a secure line to a plain one: what is sent along may
        /// be secret, and a check must not be led to other servers.
        private Optional<URI> resolved(String location) {
            try {
                URI to = at.resolve(location);
                boolean web = secure(to) || "http".equalsIgnoreCase(to.getScheme());
                return web
                                && to.getHost() != null
                                && to.getHost().equalsIgnoreCase(uri.getHost())
                                && to.getPort() <= 65_535
                                && (secure(to) || !secure(at))
                        ? Optional.of(to)
                        : Optional.empty();
            } catch (IllegalArgumentException rubbish) {
                return Optional.empty();
            }
        }

        private Turn refused(HttpReply.Progress.Whole whole, String why) {
            return new Turn.Over(
                    new Answer.Bad(
                            Failure.STATUS, whole.status(), "HTTP " + whole.status() + ": " + why));
        }

        private Answer judge(HttpReply.Progress.Whole whole) {
            String body = whole.body();
            if (!terms.expects(whole.status())) {
                String shown = body.substring(0, Math.min(body.length(), SHOWN_BODY));
                return new Answer.Bad(
                        Failure.STATUS, whole.status(), "HTTP " + whole.status() + ": " + shown);
            }
            Optional<String> amiss = sought == null ? Optional.empty() : sought.missing(body);
            return amiss.<Answer>map(why ->
                            new Answer.Bad(
                                    Failure.STATUS,
                                    whole.status(),
                                    String.format(
                                            Locale.ROOT, "HTTP %d, but %s", whole.status(), why)))
                    .orElseGet(Answer::good);
        }
    }
}

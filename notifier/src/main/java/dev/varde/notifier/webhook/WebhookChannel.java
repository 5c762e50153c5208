package dev.varde.notifier.webhook;

import dev.varde.events.config.Configuration.WebhookTarget;
import dev.varde.notifier.delivery.Channel;
import dev.varde.notifier.delivery.HttpAnswer;
import dev.varde.notifier.delivery.Message;
import dev.varde.notifier.delivery.Outcome;
import dev.varde.notifier.delivery.RetryAfter;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// Posts messages to one URL: signed, without following redirects, reading at most 4 KiB of the
/// answer. The URL is a secret and is in no outcome.
public final class WebhookChannel implements Channel {
    private static final int MOST_READ = 4 * 1024;

    private final HttpClient client;
    private final URI url;
    private final @Nullable Signature signature;
    private final boolean allowPrivate;
    private final Body body;
    private final Duration total;

    /// @param client made by [#client]; receivers share it
    /// @throws IllegalArgumentException when the URL is none; its text is not repeated
    public WebhookChannel(HttpClient client, WebhookTarget target) {
        this(client, target, Duration.ofSeconds(10));
    }

    /// @param total the time limit of one attempt
    WebhookChannel(HttpClient client, WebhookTarget target, Duration total) {
        this.client = client;
        this.url = url(target.url().reveal());
        this.signature = target.secret() == null ? null : new Signature(target.secret());
        this.allowPrivate = target.allowPrivate();
        this.body = Body.of(target.format());
        this.total = total;
    }

    /// A client that keeps connections, gives up connecting after 5 s and follows no redirect.
    public static HttpClient client() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(Duration.ofSeconds(5))
                .build();
    }

    @Override
    public Outcome send(Message message, Instant now) {
        try {
            Optional<String> refusal =
                    allowPrivate ? Optional.empty() : AddressGuard.refuses(url.getHost());
            return refusal.isPresent()
                    ? new Outcome.Permanent(null, refusal.get())
                    : post(request(message, now), now);
        } catch (UnknownHostException e) {
            return new Outcome.Temporary(null, "its host name is not known", null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome.Unknown("interrupted while waiting for the answer");
        }
    }

    private HttpRequest request(Message message, Instant now) {
        byte[] bytes = body.write(message);
        String id = message.id().value();
        long timestamp = now.getEpochSecond();
        HttpRequest.Builder request =
                HttpRequest.newBuilder(url)
                        .timeout(total)
                        .header("Content-Type", body.contentType())
                        .header("User-Agent", "Varde")
                        .header("webhook-id", id)
                        .header("webhook-timestamp", Long.toString(timestamp))
                        .POST(HttpRequest.BodyPublishers.ofByteArray(bytes));
        if (signature != null) {
            request.header("webhook-signature", signature.of(id, timestamp, bytes));
        }
        return request.build();
    }

    private Outcome post(HttpRequest request, Instant now) throws InterruptedException {
        CompletableFuture<HttpResponse<Integer>> answer =
                client.sendAsync(request, _ -> new Bounded(MOST_READ));
        try {
            HttpResponse<Integer> response = answer.get(total.toMillis(), TimeUnit.MILLISECONDS);
            Duration wait =
                    response.headers()
                            .firstValue("Retry-After")
                            .flatMap(h -> RetryAfter.read(h, now))
                            .orElse(null);
            return HttpAnswer.outcome(response.statusCode(), wait);
        } catch (TimeoutException e) {
            return new Outcome.Temporary(null, slow(), null);
        } catch (ExecutionException e) {
            return failure(e.getCause());
        } finally {
            answer.cancel(true);
        }
    }

    /// In words of ours: messages of network exceptions may hold the URL.
    private Outcome failure(@Nullable Throwable failure) {
        String reason =
                switch (failure) {
                    case HttpConnectTimeoutException _ -> "no connection within 5 s";
                    case HttpTimeoutException _ -> slow();
                    case SSLException _ -> "no trusted TLS connection to it";
                    case ConnectException _ -> "it accepts no connection";
                    case null, default -> "the connection broke before an answer";
                };
        return new Outcome.Temporary(null, reason, null);
    }

    private String slow() {
        return "no answer within " + total.toMillis() / 1000.0 + " s";
    }

    private static URI url(String text) {
        try {
            URI url = URI.create(text);
            boolean web =
                    "http".equalsIgnoreCase(url.getScheme())
                            || "https".equalsIgnoreCase(url.getScheme());
            if (web && url.getHost() != null && url.getUserInfo() == null) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            // Said below without the text, which is a secret.
        }
        throw new IllegalArgumentException(
                "a webhook's url is http:// or https:// with a host and no user name");
    }
}

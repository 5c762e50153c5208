package dev.varde.collector.probe;

import dev.varde.events.HealthFact.Failure;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/// Asks a URL by GET. 200 to 399 is well, other statuses are not; redirects are not followed, and
/// of the body at most 4 KiB are read.
final class HttpQuestion implements Question {
    static final int MOST_BODY = 4096;

    private final HttpClient client;
    private final HttpRequest request;

    HttpQuestion(HttpClient client, String url) {
        this.client = client;
        URI uri = URI.create(url);
        if (uri.getHost() == null) {
            throw new IllegalArgumentException("no host in the URL");
        }
        HttpRequest.Builder request =
                HttpRequest.newBuilder(withoutCredentials(uri))
                        .GET()
                        .header("User-Agent", "Varde-health-check")
                        .header("Accept", "*/*");
        if (uri.getRawUserInfo() != null) {
            byte[] userInfo = uri.getUserInfo().getBytes(StandardCharsets.UTF_8);
            String basic = Base64.getEncoder().encodeToString(userInfo);
            request.header("Authorization", "Basic " + basic);
        }
        this.request = request.build();
    }

    static HttpClient client(Executor executor) {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .executor(executor)
                .build();
    }

    /// The URL as it may be told: no user, no password.
    static URI withoutCredentials(URI uri) {
        String raw = uri.getRawUserInfo();
        return raw == null ? uri : URI.create(uri.toString().replace(raw + "@", ""));
    }

    @Override
    public Answer ask() throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<String>> exchange =
                client.sendAsync(request, _ -> new FirstPart());
        try {
            HttpResponse<String> response = exchange.get();
            int status = response.statusCode();
            return status >= 200 && status < 400
                    ? Answer.good()
                    : new Answer.Bad(
                            Failure.STATUS, status, "HTTP " + status + ": " + response.body());
        } catch (ExecutionException failed) {
            return failed.getCause() == null ? Question.failure(failed) : of(failed.getCause());
        } finally {
            exchange.cancel(true);
        }
    }

    /// The client wraps what happened in plain `IOException`s whose text says which it was.
    private static Answer of(Throwable thrown) {
        String text = String.valueOf(thrown.getMessage());
        if (thrown instanceof ConnectException || thrown instanceof ProtocolException) {
            return Question.failure(thrown);
        }
        if (text.contains("received no bytes")
                || text.contains("EOF")
                || text.contains("reset")
                || text.contains("closed")) {
            return Answer.bad(Failure.CLOSED, "the connection was closed before the answer");
        }
        if (text.contains("status line") || text.contains("header") || text.contains("Invalid")) {
            return Answer.bad(Failure.PROTOCOL, text);
        }
        return Question.failure(thrown);
    }

    /// Keeps the first 4 KiB and lets go of the rest.
    private static final class FirstPart implements HttpResponse.BodySubscriber<String> {
        private final CompletableFuture<String> body = new CompletableFuture<>();
        private final ByteBuffer kept = ByteBuffer.allocate(MOST_BODY);
        private Flow.@Nullable Subscription subscription;

        @Override
        public CompletionStage<String> getBody() {
            return body;
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            given.request(1);
        }

        @Override
        public void onNext(List<ByteBuffer> parts) {
            for (ByteBuffer part : parts) {
                int n = Math.min(part.remaining(), kept.remaining());
                kept.put(part.slice(part.position(), n));
            }
            if (subscription != null && kept.hasRemaining()) {
                subscription.request(1);
            } else if (subscription != null) {
                subscription.cancel();
                onComplete();
            }
        }

        @Override
        public void onError(Throwable thrown) {
            body.completeExceptionally(thrown);
        }

        @Override
        public void onComplete() {
            body.complete(new String(kept.array(), 0, kept.position(), StandardCharsets.UTF_8));
        }
    }
}

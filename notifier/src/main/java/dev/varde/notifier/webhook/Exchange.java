package dev.varde.notifier.webhook;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// One request over one connection, from dialling to the end of the answer. All but the waiting
/// happens on the event loop. What is left when the time is up is hung up.
final class Exchange {
    private static final int MOST_READ = 4 * 1024;

    /// The status alone decides, as a rule; a body that dawdles must not hold up the next message.
    private static final Duration BODY = Duration.ofSeconds(2);

    private final Context loop;
    private final CompletableFuture<Reply> head = new CompletableFuture<>();
    private final CompletableFuture<Reply> whole = new CompletableFuture<>();
    private final Buffer seen = Buffer.buffer();
    private @Nullable HttpClientRequest request;
    private boolean hungUp;

    private Exchange(Context loop) {
        this.loop = loop;
    }

    static Exchange begin(Context loop, HttpClient client, RequestOptions options, Buffer body) {
        Exchange exchange = new Exchange(loop);
        loop.runOnContext(_ -> {
            var _ =
                    client.request(options)
                            .onSuccess(r -> exchange.connected(r, body))
                            .onFailure(exchange::unconnected);
        });
        return exchange;
    }

    /// @param patience how long the whole may take from here on
    /// @throws TimeoutException when there is no status by then
    Reply await(Duration patience) throws TimeoutException, InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        try {
            Reply first = head.get(patience.toNanos(), TimeUnit.NANOSECONDS);
            if (!(first instanceof Reply.Answered)) {
                return first;
            }
            long rest = Math.min(BODY.toNanos(), Math.max(0, end - System.nanoTime()));
            return whole.completeOnTimeout(first, rest, TimeUnit.NANOSECONDS).get();
        } catch (java.util.concurrent.ExecutionException e) {
            throw new AssertionError("neither is ever completed by an exception", e);
        } finally {
            loop.runOnContext(_ -> hangUp());
        }
    }

    private void connected(HttpClientRequest made, Buffer body) {
        request = made;
        if (hungUp) {
            var _ = made.reset();
            return;
        }
        made.exceptionHandler(this::unanswered);
        made.response().onSuccess(this::answered).onFailure(this::unanswered);
        var _ = made.end(body);
    }

    private void answered(HttpClientResponse response) {
        int status = response.statusCode();
        String retryAfter = response.getHeader("Retry-After");
        head.complete(new Reply.Answered(status, retryAfter, ""));
        response.handler(piece -> {
            seen.appendBuffer(piece, 0, Math.min(piece.length(), MOST_READ - seen.length()));
            if (seen.length() >= MOST_READ) {
                end(status, retryAfter);
                hangUp();
            }
        });
        response.exceptionHandler(_ -> end(status, retryAfter));
        response.endHandler(_ -> {
            request = null;
            end(status, retryAfter);
        });
    }

    private void end(int status, @Nullable String retryAfter) {
        String text = seen.toString(StandardCharsets.UTF_8);
        whole.complete(new Reply.Answered(status, retryAfter, text));
    }

    private void unconnected(Throwable failure) {
        head.complete(new Reply.Unconnected(Failures.inWords(failure)));
    }

    private void unanswered(Throwable failure) {
        head.complete(new Reply.Unanswered(Failures.inWords(failure)));
    }

    /// Nothing once the answer is at its end: the connection is then for the next request.
    private void hangUp() {
        hungUp = true;
        HttpClientRequest open = request;
        if (open != null) {
            request = null;
            var _ = open.reset();
        }
    }
}

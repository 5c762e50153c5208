package dev.varde.notifier.webhook;

import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/// Takes at most so many bytes of an answer and hangs up on the rest; the answer itself is of no
/// interest, but a short one read to its end keeps the connection for the next message.
final class Bounded implements HttpResponse.BodySubscriber<Integer> {
    private final int most;
    private final CompletableFuture<Integer> read = new CompletableFuture<>();
    private Flow.@Nullable Subscription subscription;
    private int seen;

    Bounded(int most) {
        this.most = most;
    }

    @Override
    public CompletionStage<Integer> getBody() {
        return read;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        given.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        seen += buffers.stream().mapToInt(ByteBuffer::remaining).sum();
        if (subscription == null) {
            return;
        }
        if (seen >= most) {
            subscription.cancel();
            read.complete(seen);
        } else {
            subscription.request(1);
        }
    }

    @Override
    public void onError(Throwable failure) {
        // The status is known by now, and it alone decides.
        read.complete(seen);
    }

    @Override
    public void onComplete() {
        read.complete(seen);
    }
}

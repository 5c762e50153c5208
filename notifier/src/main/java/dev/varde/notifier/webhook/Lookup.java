package dev.varde.notifier.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Finds the addresses of hosts on threads of its own: a name server that does not answer holds a
/// thread in native code, and must neither stop the event loop nor the threads that send elsewhere.
/// A name is asked for once at a time, so that one dead name holds one thread.
final class Lookup implements AutoCloseable {
    private static final int AT_ONCE = 8;

    private final Names names;
    private final ConcurrentHashMap<String, CompletableFuture<List<InetAddress>>> underWay =
            new ConcurrentHashMap<>();
    private final ThreadPoolExecutor threads =
            new ThreadPoolExecutor(
                    AT_ONCE,
                    AT_ONCE,
                    30,
                    TimeUnit.SECONDS,
                    new LinkedBlockingQueue<>(),
                    Thread.ofPlatform().daemon().name("varde-names-", 1).factory());

    /// Where names are looked up; the system's own way caches for 30 s.
    interface Names {
        InetAddress[] of(String host) throws UnknownHostException;
    }

    Lookup(Names names) {
        this.names = names;
        threads.allowCoreThreadTimeOut(true);
    }

    /// All addresses of a host, which may be an address itself.
    List<InetAddress> addresses(String host, Duration patience)
            throws UnknownHostException, TimeoutException, InterruptedException {
        try {
            return List.of(InetAddress.ofLiteral(host));
        } catch (IllegalArgumentException _) {
            return asked(host, patience);
        }
    }

    private List<InetAddress> asked(String host, Duration patience)
            throws UnknownHostException, TimeoutException, InterruptedException {
        try {
            return underWay.computeIfAbsent(host, this::ask)
                    .get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            UnknownHostException unknown = new UnknownHostException();
            unknown.initCause(e);
            throw unknown;
        }
    }

    private CompletableFuture<List<InetAddress>> ask(String host) {
        CompletableFuture<List<InetAddress>> answer = new CompletableFuture<>();
        threads.execute(() -> {
            try {
                answer.complete(List.of(names.of(host)));
            } catch (UnknownHostException | RuntimeException e) {
                answer.completeExceptionally(e);
            } finally {
                underWay.remove(host);
            }
        });
        return answer;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}

package dev.varde.collector.ask;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Addresses of hosts. A literal address is known at once; a name is looked up on a thread of its
/// own, because libc may hang for as long as a name server does, and is kept for 30 seconds. One
/// look-up for a name at a time, whoever waits for it. Used on one thread.
final class Names implements AutoCloseable {
    private static final long KEPT = Duration.ofSeconds(30).toNanos();
    private static final int MOST_ADDRESSES = 4;
    private static final int MOST_AT_ONCE = 32;

    /// A server may answer with ever new addresses where it is to be asked instead.
    private static final int MOST_LITERALS = 1_000;

    private record Known(List<InetAddress> addresses, long at) {}

    private final Map<String, Known> known = new HashMap<>();
    private final Map<String, List<InetAddress>> literals = new HashMap<>();
    private final Map<String, CompletableFuture<List<InetAddress>>> pending = new HashMap<>();
    private final ThreadPoolExecutor threads =
            new ThreadPoolExecutor(
                    0,
                    MOST_AT_ONCE,
                    5,
                    TimeUnit.SECONDS,
                    new SynchronousQueue<>(),
                    Thread.ofPlatform().daemon().name("varde-names-", 0).factory());

    /// The addresses where they are known without waiting, else null.
    @Nullable List<InetAddress> now(String host) {
        Known k = known.get(host);
        if (k != null && System.nanoTime() - k.at() < KEPT) {
            return k.addresses();
        }
        List<InetAddress> literal = literals.get(host);
        return literal != null ? literal : literal(host);
    }

    private @Nullable List<InetAddress> literal(String host) {
        if (!isLiteral(host)) {
            return null;
        }
        try {
            List<InetAddress> one = List.of(InetAddress.ofLiteral(host));
            if (literals.size() < MOST_LITERALS) {
                literals.put(host, one);
            }
            return one;
        } catch (IllegalArgumentException name) {
            return null;
        }
    }

    /// Letters of an address: no name server is asked for a text of these.
    private static boolean isLiteral(String host) {
        return host.indexOf(':') >= 0
                || host.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
    }

    /// Looks the name up; what is found has to be handed to `found`.
    CompletableFuture<List<InetAddress>> ask(String host) {
        return pending.computeIfAbsent(host, this::lookUp);
    }

    private CompletableFuture<List<InetAddress>> lookUp(String host) {
        try {
            return CompletableFuture.supplyAsync(() -> addresses(host), threads);
        } catch (RejectedExecutionException tooMany) {
            return CompletableFuture.failedFuture(
                    new UnknownHostException(host + ": too many names are being looked up"));
        }
    }

    private static List<InetAddress> addresses(String host) {
        try {
            return Arrays.stream(InetAddress.getAllByName(host)).limit(MOST_ADDRESSES).toList();
        } catch (UnknownHostException unknown) {
            throw new java.util.concurrent.CompletionException(new UnknownHostException(host));
        }
    }

    /// Takes over what a look-up brought.
    void found(String host, @Nullable List<InetAddress> addresses) {
        pending.remove(host);
        if (addresses != null) {
            known.put(host, new Known(addresses, System.nanoTime()));
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}

package dev.varde.notifier.webhook;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.TrustOptions;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// The one HTTP client of all webhooks. It looks a name up, has every address checked, and dials
/// exactly one of those that were checked; the name stays in `Host`, in SNI and in the check of the
/// certificate. It follows no redirect.
///
/// One event loop is enough: what blocks, looking up names, is elsewhere.
public final class Caller implements AutoCloseable {
    static final Duration CONNECT = Duration.ofSeconds(5);
    private static final int MOST_ADDRESSES = 4;
    private static final int MOST_CONNECTIONS = 64;
    private static final int KEPT_SECONDS = 30;

    private final Vertx vertx = Vertx.vertx(options());
    private final Context loop = vertx.getOrCreateContext();
    private final HttpClient client;
    private final Lookup lookup;

    Caller(Lookup.Names names, @Nullable TrustOptions trust) {
        this.lookup = new Lookup(names);
        this.client = vertx.createHttpClient(clientOptions(trust));
    }

    public static Caller open() {
        return new Caller(InetAddress::getAllByName, null);
    }

    /// @param total how long all of it may take
    Reply post(Request request, Duration total) throws InterruptedException {
        long end = System.nanoTime() + total.toNanos();
        try {
            List<InetAddress> addresses =
                    lookup.addresses(request.to().host(), least(total, CONNECT));
            Optional<String> refusal = AddressGuard.refuses(addresses, request.reach());
            return refusal.isPresent()
                    ? new Reply.Forbidden(refusal.get())
                    : post(request, addresses, end);
        } catch (UnknownHostException e) {
            return new Reply.Unconnected("its host name is not known");
        } catch (TimeoutException e) {
            return new Reply.Unanswered("no answer within " + total.toMillis() / 1000.0 + " s");
        }
    }

    @Override
    public void close() {
        lookup.close();
        try {
            vertx.close().toCompletionStage().toCompletableFuture().get(2, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException | TimeoutException e) {
            // Its threads are daemons of a program that ends.
            return;
        }
    }

    /// Tries one address after the other until one accepts the connection.
    private Reply post(Request request, List<InetAddress> addresses, long end)
            throws TimeoutException, InterruptedException {
        Reply reply = new Reply.Unconnected("its host name has no address");
        for (InetAddress address :
                addresses.subList(0, Math.min(MOST_ADDRESSES, addresses.size()))) {
            Duration rest = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
            reply =
                    Exchange.begin(loop, client, options(request, address), request.body())
                            .await(rest);
            if (!(reply instanceof Reply.Unconnected)) {
                return reply;
            }
        }
        return reply;
    }

    private static RequestOptions options(Request request, InetAddress address) {
        Request.Endpoint to = request.to();
        RequestOptions options =
                new RequestOptions()
                        .setMethod(HttpMethod.POST)
                        .setServer(
                                SocketAddress.inetSocketAddress(
                                        new InetSocketAddress(address, to.port())))
                        .setHost(to.host())
                        .setPort(to.port())
                        .setSsl(to.tls())
                        .setURI(to.target())
                        .setFollowRedirects(false)
                        .putHeader("Host", to.authority());
        request.headers().forEach(h -> options.addHeader(h.getKey(), h.getValue()));
        return options;
    }

    private static HttpClientOptions clientOptions(@Nullable TrustOptions trust) {
        HttpClientOptions options =
                new HttpClientOptions()
                        .setProtocolVersion(HttpVersion.HTTP_1_1)
                        .setConnectTimeout((int) CONNECT.toMillis())
                        .setSslHandshakeTimeout(CONNECT.toSeconds())
                        .setVerifyHost(true)
                        .setForceSni(true)
                        .setMaxPoolSize(MOST_CONNECTIONS)
                        .setKeepAliveTimeout(KEPT_SECONDS)
                        .setDecompressionSupported(false);
        return trust == null ? options : options.setTrustOptions(trust);
    }

    private static VertxOptions options() {
        return new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                // A machine that stands still for a second is no fault to fill the log with.
                .setBlockedThreadCheckInterval(1)
                .setBlockedThreadCheckIntervalUnit(TimeUnit.HOURS)
                .setFileSystemOptions(
                        new FileSystemOptions()
                                .setFileCachingEnabled(false)
                                .setClassPathResolvingEnabled(false));
    }

    private static Duration least(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}

package dev.varde.notifier.unruly;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/// An HTTP receiver on loopback that behaves as badly as it is told to, over real sockets, and
/// keeps every request that it read to its end. Needs no test framework.
public final class UnrulyReceiver implements AutoCloseable {
    private static final long DAWDLE_MILLIS = 20;

    private final ServerSocket server;
    private final @Nullable SSLContext tls;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final List<Got> got = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicLong written = new AtomicLong();
    private volatile IntFunction<Manner> manners;

    /// One request, read to its end.
    ///
    /// @param headers by name, in capitals or not
    /// @param nanos by `System.nanoTime()`
    public record Got(String line, Map<String, String> headers, String text, long nanos) {
        public String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    /// @param manners by the number of the request or of the connection that was dropped, from 1
    public UnrulyReceiver(IntFunction<Manner> manners) throws IOException {
        this(InetAddress.getLoopbackAddress(), null, manners);
    }

    public UnrulyReceiver(
            InetAddress address, @Nullable SSLContext tls, IntFunction<Manner> manners)
            throws IOException {
        this.tls = tls;
        this.manners = manners;
        this.server = new ServerSocket();
        server.bind(new InetSocketAddress(address, 0), 100);
        Thread.ofPlatform().daemon().name("unruly-receiver").start(this::accept);
    }

    public static UnrulyReceiver always(Manner manner) throws IOException {
        return new UnrulyReceiver(_ -> manner);
    }

    /// From the next request on.
    public void behave(IntFunction<Manner> now) {
        manners = now;
    }

    public int port() {
        return server.getLocalPort();
    }

    public List<Got> got() {
        return got;
    }

    /// How many connections were accepted.
    public int connections() {
        return connections.get();
    }

    /// How many bytes were taken of its answers, or lie in the buffers of the system.
    public long written() {
        return written.get();
    }

    /// Whether a sender still has a connection to it.
    public boolean connected() {
        return !open.isEmpty();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                connections.incrementAndGet();
                open.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket plain) {
        try (plain;
                Socket socket = secured(plain)) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            while (true) {
                talk(socket, in);
            }
        } catch (IOException | InterruptedException e) {
            // The sender hung up, or this one did.
        } finally {
            open.remove(plain);
        }
    }

    private Socket secured(Socket plain) throws IOException {
        if (tls == null) {
            return plain;
        }
        SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket(plain, null, true);
        socket.setUseClientMode(false);
        return socket;
    }

    /// One request and what comes of it.
    ///
    /// @throws IOException when the conversation is over
    private void talk(Socket socket, InputStream in) throws IOException, InterruptedException {
        in.mark(1);
        if (in.read() < 0) {
            throw new EOFException();
        }
        in.reset();
        Manner manner = manners.apply(requests.incrementAndGet());
        switch (manner) {
            case DROPS_AT_ONCE -> throw new EOFException("hung up");
            case NEVER_READS -> idle();
            case DROPS_MIDWAY -> {
                String _ = line(in);
                throw new EOFException("hung up");
            }
            default -> {
                got.add(request(in));
                answer(manner, socket);
            }
        }
    }

    private void answer(Manner manner, Socket socket) throws IOException, InterruptedException {
        switch (manner) {
            case TAKES -> say(socket, head("200 OK", "") + "ok");
            case BUSY -> say(socket, bare("429 Too Many Requests", "Retry-After: 7\r\n"));
            case BUSY_UNTIL ->
                    say(
                            socket,
                            bare(
                                    "503 Service Unavailable",
                                    "Retry-After: Sun, 1 Nov 2026 12:00:30 GMT\r\n"));
            case FAILS -> say(socket, bare("500 Internal Server Error", ""));
            case REFUSES -> say(socket, bare("404 Not Found", ""));
            case GONE -> say(socket, bare("410 Gone", ""));
            case LEADS_INSIDE ->
                    say(socket, bare("301 Moved", "Location: http://169.254.169.254/latest/\r\n"));
            case LEADS_ROUND ->
                    say(
                            socket,
                            bare("307 Moved", "Location: http://127.0.0.1:" + port() + "/\r\n"));
            case DROPS_IN_ANSWER -> last(socket, "HTTP/1.1 2");
            case DROPS_IN_BODY -> last(socket, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nok");
            case TALKS_NONSENSE -> last(socket, "MEOW \u0000\r\n\r\n");
            case SLOW_HEADERS -> forEver(socket, "HTTP/1.1 200 OK\r\n", "X-A: b\r\n", true);
            case ENDLESS_HEADERS ->
                    forEver(
                            socket,
                            "HTTP/1.1 200 OK\r\n",
                            "X-A: " + "b".repeat(990) + "\r\n",
                            false);
            case ENDLESS_BODY ->
                    forEver(socket, "HTTP/1.1 200 OK\r\n\r\n", "x".repeat(8_192), false);
            case TRICKLES -> forEver(socket, "HTTP/1.1 200 OK\r\n\r\n", "x", true);
            case RESETS -> {
                socket.setSoLinger(true, 0);
                throw new EOFException("reset");
            }
            case NEVER_ANSWERS -> idle();
            case NEVER_READS, DROPS_AT_ONCE, DROPS_MIDWAY, DROPS_UNANSWERED ->
                    throw new EOFException("hung up");
        }
    }

    private void forEver(Socket socket, String first, String again, boolean slowly)
            throws IOException, InterruptedException {
        say(socket, first);
        while (true) {
            say(socket, again);
            if (slowly) {
                Thread.sleep(DAWDLE_MILLIS);
            }
        }
    }

    private void last(Socket socket, String text) throws IOException {
        say(socket, text);
        throw new EOFException("hung up");
    }

    private void say(Socket socket, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        written.addAndGet(bytes.length);
    }

    private static String bare(String status, String headers) {
        return "HTTP/1.1 " + status + "\r\n" + headers + "Content-Length: 0\r\n\r\n";
    }

    private static String head(String status, String headers) {
        return "HTTP/1.1 " + status + "\r\n" + headers + "Content-Length: 2\r\n\r\n";
    }

    /// Until the socket is closed by someone else.
    private static void idle() throws InterruptedException {
        Thread.sleep(Long.MAX_VALUE);
    }

    private static Got request(InputStream in) throws IOException {
        long now = System.nanoTime();
        String first = line(in);
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            if (colon < 0) {
                throw new SocketException("this is no request");
            }
            headers.put(line.substring(0, colon), line.substring(colon + 1).strip());
        }
        int length = Integer.parseInt(headers.getOrDefault("Content-Length", "0"));
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new SocketException("the request broke off");
        }
        return new Got(first, headers, new String(body, StandardCharsets.UTF_8), now);
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException();
            }
            line.write(b);
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }
}

package dev.varde.standalone.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

/// A small web backend that can be made to fail; a process of its own, with nothing but the JDK.
///
/// `GET /health` answers 200. `POST /crash/exception`, `/crash/hang` and `/crash/memory` make it
/// fail for real: an exception that nobody catches, threads that wait for ever, memory until the
/// kernel kills it. It keeps a connection to its database and ends when it loses it.
public final class SampleBackend {
    private static final int HANDLERS = 2;
    private static final int BITE = 8 << 20;

    private final LinkedBlockingQueue<String> jobs = new LinkedBlockingQueue<>();
    private final CountDownLatch never = new CountDownLatch(1);
    private volatile boolean hanging;

    private SampleBackend() {}

    /// @param args its own port and the database's
    public static void main(String[] args) throws Exception {
        new SampleBackend().run(Integer.parseInt(args[0]), Integer.parseInt(args[1]));
    }

    private void run(int port, int databasePort) throws Exception {
        log("INFO starting, pid " + ProcessHandle.current().pid());
        connect(databasePort);
        serve(port);
        log("INFO ready, listening on 127.0.0.1:" + port);
        while (true) {
            work(jobs.take());
        }
    }

    private void connect(int port) {
        try {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
            log("INFO connected to the database at 127.0.0.1:" + port);
            Thread.ofPlatform().daemon().name("database").start(() -> watch(socket));
        } catch (IOException e) {
            log(
                    "FATAL could not connect to the database at 127.0.0.1:"
                            + port
                            + ": "
                            + e.getMessage());
            System.exit(1);
        }
    }

    private static void watch(Socket socket) {
        try (socket) {
            int answer = socket.getInputStream().read();
            log(
                    "FATAL lost the database: server closed the connection unexpectedly ("
                            + answer
                            + ")");
        } catch (IOException e) {
            log("FATAL lost connection to the database: " + e.getMessage());
        }
        System.exit(1);
    }

    /// Its threads are daemons, so that an exception in `main` ends the process.
    private void serve(int port) throws Exception {
        CompletableFuture<HttpServer> started = new CompletableFuture<>();
        Thread.ofPlatform()
                .daemon()
                .name("http")
                .start(() -> {
                    try {
                        started.complete(listen(port));
                    } catch (IOException e) {
                        started.completeExceptionally(e);
                    }
                });
        try {
            started.get();
        } catch (java.util.concurrent.ExecutionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw e;
        }
    }

    private HttpServer listen(int port) throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/health", this::health);
        server.createContext("/crash/", this::crash);
        server.setExecutor(
                Executors.newFixedThreadPool(HANDLERS, Thread.ofPlatform().daemon().factory()));
        server.start();
        return server;
    }

    private void health(HttpExchange exchange) throws IOException {
        if (hanging) {
            hang();
        }
        answer(exchange, "ok");
    }

    private void crash(HttpExchange exchange) throws IOException {
        String how = exchange.getRequestURI().getPath().substring("/crash/".length());
        answer(exchange, "as you wish");
        hanging = how.equals("hang");
        jobs.add(how);
    }

    private void work(String job) {
        switch (job) {
            case "exception" -> throw new IllegalStateException("order 4711 has no customer");
            case "memory" -> eat();
            case "hang" -> hang();
            default -> log("WARN no job is called that");
        }
    }

    /// The kernel gives a page only when it is written to.
    private static void eat() {
        while (true) {
            Arena.global().allocate(BITE).fill((byte) 1);
        }
    }

    private void hang() {
        try {
            never.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(HttpExchange exchange, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    private static void log(String line) {
        System.err.println(Instant.now() + " " + line);
    }
}

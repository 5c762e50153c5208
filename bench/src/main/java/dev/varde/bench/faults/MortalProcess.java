package dev.varde.bench.faults;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// A [Mortal] and its end.
final class MortalProcess implements AutoCloseable {
    private static final long READY_SECONDS = 60;
    private static final int KILLED = 128 + 9;

    private final Process process;
    private final CountDownLatch ready = new CountDownLatch(1);

    private MortalProcess(Process process) {
        this.process = process;
        Thread.ofVirtual().start(this::listen);
    }

    /// @param log takes what it says to standard error
    /// @param heap such as `-Xmx256m`
    static MortalProcess start(Packed packed, Path log, String heap, List<String> arguments)
            throws IOException {
        List<String> command = new ArrayList<>(packed.java());
        command.add(heap);
        command.add(Mortal.class.getName());
        command.addAll(arguments);
        return new MortalProcess(
                new ProcessBuilder(command)
                        .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                        .start());
    }

    /// Returns when it is ready or dead.
    ///
    /// @throws IllegalStateException when it is neither within a minute
    void awaitReady() throws InterruptedException {
        if (!ready.await(READY_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the notifier is not ready after a minute");
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    boolean awaitDeath(long millis) throws InterruptedException {
        return process.waitFor(millis, TimeUnit.MILLISECONDS);
    }

    /// Whether it ended by SIGKILL, its own or ours.
    boolean wasKilled() {
        return !process.isAlive() && process.exitValue() == KILLED;
    }

    /// SIGKILL, and waits until it is gone.
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    long pid() {
        return process.pid();
    }

    /// Lets it end properly.
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(READY_SECONDS, TimeUnit.SECONDS)) {
                kill();
            }
        } catch (IOException e) {
            kill();
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
        }
    }

    private void listen() {
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.equals("ready")) {
                    ready.countDown();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            ready.countDown();
        }
    }
}

package dev.varde.collector.kernel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Asks a program of the host, such as `systemctl`.
@FunctionalInterface
interface HostCommand {
    /// What it printed, at most 64 KiB; empty where it is missing or does not end in time.
    Optional<String> ask(List<String> command, Duration patience);

    /// Really runs it.
    static Optional<String> run(List<String> command, Duration patience) {
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            process.getOutputStream().close();
            try {
                return Optional.of(
                        CompletableFuture.supplyAsync(
                                        () -> read(process), Thread::startVirtualThread)
                                .get(patience.toMillis(), TimeUnit.MILLISECONDS));
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException | ExecutionException | TimeoutException failed) {
            return Optional.empty();
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static String read(Process process) {
        try {
            return new String(
                    process.getInputStream().readNBytes(64 << 10), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

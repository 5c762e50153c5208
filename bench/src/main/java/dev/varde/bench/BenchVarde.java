package dev.varde.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// `./varde` as users start it, with the launcher's own flags.
final class BenchVarde implements AutoCloseable {
    private static final long READY_SECONDS = 180;
    private static final long LOOK_AGAIN_MILLIS = 50;

    private final Process process;

    private BenchVarde(Process process) {
        this.process = process;
    }

    /// Returns when it is ready.
    ///
    /// @param output the file that takes what it prints
    static BenchVarde start(Path output, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(launcher().toString()));
        command.addAll(List.of(arguments));
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(READY_SECONDS);
        while (!Files.readString(output).contains("Varde is ready: ")) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                process.destroyForcibly();
                throw new IllegalStateException("Varde did not start: " + Files.readString(output));
            }
            Thread.sleep(LOOK_AGAIN_MILLIS);
        }
        return new BenchVarde(process);
    }

    long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /// The script at the root of the checkout that this runs in.
    private static Path launcher() {
        Path here = Path.of("").toAbsolutePath();
        while (!Files.isExecutable(here.resolve("varde"))) {
            Path parent = here.getParent();
            if (parent == null) {
                throw new IllegalStateException("run this inside the checkout");
            }
            here = parent;
        }
        return here.resolve("varde");
    }
}

package dev.varde.collector.probe;

import dev.varde.events.HealthFact.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;

/// Runs a command; exit status 0 is well. Its output is read to the end and the first 4 KiB kept.
/// When the time is up the command and all its children are killed.
final class CommandQuestion implements Question {
    static final int MOST_OUTPUT = 4096;

    private final List<String> argv;
    private final ExecutorService threads;

    CommandQuestion(List<String> argv, ExecutorService threads) {
        this.argv = List.copyOf(argv);
        this.threads = threads;
    }

    /// What a command did.
    record Outcome(int status, String output) {}

    @Override
    public Answer ask() throws IOException, InterruptedException {
        Outcome outcome = run(argv, threads, MOST_OUTPUT);
        return outcome.status() == 0
                ? Answer.good()
                : new Answer.Bad(
                        Failure.STATUS,
                        outcome.status(),
                        "exit status " + outcome.status() + ": " + outcome.output());
    }

    /// @param most bytes of output to keep
    static Outcome run(List<String> argv, ExecutorService threads, int most)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(argv).redirectErrorStream(true).start();
        try (InputStream out = process.getInputStream()) {
            process.getOutputStream().close();
            var output = threads.submit(() -> firstPart(out, most));
            int status = process.waitFor();
            // A grandchild may hold the pipe open for ever; what is there by then is enough.
            String text = "";
            try {
                text = output.get(200, java.util.concurrent.TimeUnit.MILLISECONDS);
            } catch (java.util.concurrent.ExecutionException
                    | java.util.concurrent.TimeoutException stillOpen) {
                output.cancel(true);
            }
            return new Outcome(status, text);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static String firstPart(InputStream out, int most) throws IOException {
        byte[] kept = out.readNBytes(most);
        out.transferTo(java.io.OutputStream.nullOutputStream());
        return new String(kept, StandardCharsets.UTF_8);
    }
}

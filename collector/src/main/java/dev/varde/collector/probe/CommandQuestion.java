package dev.varde.collector.probe;

import dev.varde.collector.ask.Answer;
import dev.varde.collector.ask.Question;
import dev.varde.events.HealthFact.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Runs a command; exit status 0 is well. Its output is read to the end and the first 4 KiB kept.
/// When the time is up the command and everything it started are killed. One that cannot be killed,
/// because it waits for a dead disk, is not started a second time.
final class CommandQuestion implements Question {
    static final int MOST_OUTPUT = 4096;

    private final List<String> argv;
    private final ExecutorService threads;
    private volatile @Nullable Process last;

    CommandQuestion(List<String> argv, ExecutorService threads) {
        this.argv = List.copyOf(argv);
        this.threads = threads;
    }

    /// What a command did.
    record Outcome(int status, String output) {}

    @Override
    public Answer ask() throws IOException, InterruptedException {
        Process before = last;
        if (before != null && before.isAlive()) {
            return Answer.bad(
                    Failure.ERROR,
                    "the command of the last time, pid "
                            + before.pid()
                            + ", does not end even killed");
        }
        Process process = Session.start(argv);
        last = process;
        Outcome outcome = outcome(process, threads, MOST_OUTPUT);
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
        return outcome(Session.start(argv), threads, most);
    }

    private static Outcome outcome(Process process, ExecutorService threads, int most)
            throws IOException, InterruptedException {
        boolean ended = false;
        try (InputStream out = process.getInputStream()) {
            process.getOutputStream().close();
            Future<String> output = threads.submit(() -> firstPart(out, most));
            int status = process.waitFor();
            ended = true;
            return new Outcome(status, printed(output));
        } finally {
            if (!ended) {
                Session.kill(process);
            }
        }
    }

    /// A grandchild may hold the pipe open for ever; what is there by then is enough.
    private static String printed(Future<String> output) throws InterruptedException {
        try {
            return output.get(200, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException stillOpen) {
            output.cancel(true);
            return "";
        }
    }

    private static String firstPart(InputStream out, int most) throws IOException {
        byte[] kept = out.readNBytes(most);
        out.transferTo(OutputStream.nullOutputStream());
        return new String(kept, StandardCharsets.UTF_8);
    }
}

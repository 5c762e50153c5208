package dev.varde.collector.order;

import dev.varde.collector.CleanEnvironment;
import dev.varde.collector.redact.Redactor;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Runs a command to its end, in a session of its own, so that neither Ctrl-C at the collector's
/// terminal nor the collector's end reaches what it starts.
///
/// What it prints goes to a file, not to a pipe: a program left running by the command may hold it
/// open, and must not be ended by a closed pipe. [Output] keeps it out of sight until it is
/// redacted.
final class Run {
    static final int NOT_FOUND = 127;
    static final int OVERDUE = 124;
    static final int STUMBLED = 125;

    private static final Path SETSID = Path.of("/usr/bin/setsid");

    /// @param exitCode of the command; 127 when it could not be started, 124 when it was ended
    ///   because it took too long, 125 when the collector failed to run it
    /// @param output the last part of what it printed
    record Outcome(int exitCode, String output, Duration took) {
        static Outcome stumbled(String reason) {
            return new Outcome(
                    STUMBLED,
                    "the collector could not run it to its end: " + reason,
                    Duration.ZERO);
        }
    }

    private Run() {}

    /// @param output gets the last part of what it printed, redacted
    static Outcome run(List<String> argv, Path output, Duration limit, Redactor redactor)
            throws InterruptedException {
        long start = System.nanoTime();
        try (Output printed = Output.open(output, redactor)) {
            Process process = start(argv, printed.file());
            printed.hide();
            boolean ended = process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS);
            if (!ended) {
                kill(process);
            }
            int code = ended ? process.exitValue() : OVERDUE;
            String last = printed.keepLast();
            String text = ended ? last : "ended after " + limit.toSeconds() + " s\n" + last;
            return new Outcome(code, text, since(start));
        } catch (IOException e) {
            return new Outcome(NOT_FOUND, String.valueOf(e.getMessage()), since(start));
        }
    }

    private static Process start(List<String> argv, File output) throws IOException {
        List<String> words = new ArrayList<>();
        if (Files.isExecutable(SETSID)) {
            words.add(SETSID.toString());
        }
        words.addAll(argv);
        ProcessBuilder builder =
                CleanEnvironment.of(words)
                        .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(output));
        return builder.start();
    }

    private static void kill(Process process) throws InterruptedException {
        List<ProcessHandle> tree = process.descendants().toList();
        process.destroyForcibly();
        tree.forEach(ProcessHandle::destroyForcibly);
        process.waitFor(5, TimeUnit.SECONDS);
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}

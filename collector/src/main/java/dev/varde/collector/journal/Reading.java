package dev.varde.collector.journal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// One journalctl that runs, and what comes out of it.
final class Reading implements AutoCloseable {
    private static final int LONGEST_COMPLAINT = 4_000;

    private final Process process;
    private final EntryReader entries;
    private final FutureTask<String> complaints;
    private volatile boolean ended;

    private Reading(Process process) {
        this.process = process;
        this.entries = new EntryReader(process.getInputStream(), Sources.FIELDS);
        this.complaints = new FutureTask<>(() -> complaints(process.getErrorStream()));
        Thread.ofVirtual().name("varde-journal-errors").start(complaints);
    }

    /// @throws IOException when the program cannot be started
    static Reading start(List<String> argv) throws IOException {
        Process process = new ProcessBuilder(argv).start();
        process.getOutputStream().close();
        return new Reading(process);
    }

    /// Ends it when the time is up.
    static Reading startFor(Duration time, List<String> argv) throws IOException {
        Reading reading = start(argv);
        CompletableFuture.delayedExecutor(time.toMillis(), TimeUnit.MILLISECONDS)
                .execute(reading::end);
        return reading;
    }

    private static String complaints(InputStream err) throws IOException {
        try (err) {
            byte[] kept = err.readNBytes(LONGEST_COMPLAINT);
            err.transferTo(java.io.OutputStream.nullOutputStream());
            return new String(kept, StandardCharsets.UTF_8).strip();
        }
    }

    /// The next entry; empty when it has ended. Waits for one.
    Optional<JournalEntry> next() throws IOException {
        try {
            return entries.next();
        } catch (IOException cut) {
            if (ended) {
                return Optional.empty(); // the pipe is closed under the reader
            }
            throw cut;
        }
    }

    long takeUnreadable() {
        return entries.takeUnreadable();
    }

    /// How it ended.
    ///
    /// @param complaint what it wrote to standard error, at most 4,000 bytes
    record Ending(int status, String complaint) {
        boolean well() {
            return status == 0;
        }

        /// Rights are missing; some versions say so and go on with what they may read.
        boolean refused() {
            return complaint.contains("insufficient permissions")
                    || complaint.contains("not seeing messages from other users")
                    || complaint.contains("Permission denied");
        }

        boolean cursorRefused() {
            return !well() && complaint.contains("seek to cursor");
        }

        boolean fieldsRefused() {
            return !well() && complaint.contains("output-fields");
        }

        String inWords() {
            String last = complaint.substring(complaint.lastIndexOf('\n') + 1);
            String what =
                    last.isEmpty() ? "" : ": " + last.substring(0, Math.min(300, last.length()));
            return "journalctl ended with status " + status + what;
        }
    }

    /// To be called once all entries are read; ends it where it does not end by itself.
    Ending ending() throws InterruptedException {
        if (!process.waitFor(1, TimeUnit.SECONDS)) {
            end();
        }
        int status = process.waitFor();
        try {
            return new Ending(status, complaints.get(200, TimeUnit.MILLISECONDS));
        } catch (ExecutionException | TimeoutException unsaid) {
            return new Ending(status, "");
        }
    }

    /// Ends it now; whoever reads from it comes to the end.
    void end() {
        ended = true;
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    @Override
    public void close() {
        end();
    }
}

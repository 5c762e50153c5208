package dev.varde.standalone.explain;

import dev.varde.collector.tail.Keywords;
import dev.varde.processor.knowledge.Wordings;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/// What of a log is worth judging: of a short one all, of a long one the lines that may tell of an
/// end, with what stands around them, and the last lines. Memory is bounded by the lines that are
/// kept, however long the log is.
///
/// @param lines oldest first, each with its number
/// @param read how many lines there were
/// @param bytes how many bytes, unpacked
/// @param forgotten whether there was more to judge than is kept; the oldest went
public record Excerpt(
        String source, List<Numbered> lines, long read, long bytes, boolean forgotten) {
    /// Lines that are kept of one log.
    static final int MOST = 8_000;

    private static final int BUFFER = 1 << 18;

    /// What tells of an end and is no cause.
    private static final List<String> TELLING =
            List.of(
                    "traceback (most",
                    "panic: ",
                    "panicked at",
                    "exception in thread",
                    "uncaught",
                    "unhandled",
                    "fatal error",
                    "fatal:",
                    "terminate called",
                    "process exited",
                    "exit code",
                    "exit status",
                    "exited with",
                    "exited: ",
                    "exited on",
                    "was sent sig",
                    "terminated",
                    "killed",
                    "core dumped",
                    "aborted",
                    "signalexception",
                    "failed with result",
                    "elifecycle",
                    "worker failed",
                    "startup failed",
                    "segfault at",
                    "invoked oom-killer",
                    "out of memory",
                    "shutting down",
                    "application run failed",
                    "node.js v",
                    "trap ",
                    "remounting",
                    "i/o error",
                    "started server process",
                    "starting gunicorn",
                    "handling signal",
                    "received sig",
                    "caused by:");

    private static final Keywords WORDS =
            Keywords.of(Stream.concat(TELLING.stream(), Wordings.KNOWN.keys().stream()).toList());

    /// @param number in its source, from 1
    public record Numbered(long number, String text) {}

    public Excerpt {
        lines = List.copyOf(lines);
    }

    /// Lines that are at hand.
    static Excerpt of(String source, List<String> all) {
        List<Numbered> lines = new ArrayList<>();
        for (String text : all) {
            lines.add(new Numbered(lines.size() + 1L, text));
        }
        return new Excerpt(source, lines, all.size(), 0, false);
    }

    /// Reads to the end; gzip is unpacked.
    public static Excerpt read(String source, InputStream in) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(in, BUFFER);
        buffered.mark(2);
        boolean packed = buffered.read() == 0x1f && buffered.read() == 0x8b;
        buffered.reset();
        return new LogReading(source, WORDS)
                .all(packed ? new GZIPInputStream(buffered, BUFFER) : buffered);
    }
}

package dev.varde.standalone.explain;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.varde.processor.knowledge.Keys;
import dev.varde.processor.knowledge.Wordings;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
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
    static final int MOST = 20_000;
    private static final int MOST_BYTES = 32 << 20;
    private static final int BEFORE = 200;
    private static final int AFTER = 40;
    private static final int SHORT = 2_000;
    private static final int LONGEST_LINE = 1 << 20;
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

    private static final Keys KEYS =
            new Keys(Stream.concat(TELLING.stream(), Wordings.KNOWN.keys().stream()).toList());

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
        return new Reading(source).all(packed ? new GZIPInputStream(buffered, BUFFER) : buffered);
    }

    private static final class Reading {
        private final String source;
        private final Deque<Numbered> kept = new ArrayDeque<>();
        private final Deque<Numbered> recent = new ArrayDeque<>();
        private long number;
        private long total;
        private long keptBytes;
        private int wanted;
        private boolean forgotten;
        private byte[] line = new byte[4_096];
        private int length;

        Reading(String source) {
            this.source = source;
        }

        Excerpt all(InputStream in) throws IOException {
            byte[] buffer = new byte[BUFFER];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                total += n;
                lines(buffer, n);
            }
            if (length > 0) {
                end(line, 0, length);
            }
            tail();
            return new Excerpt(source, List.copyOf(kept), number, total, forgotten);
        }

        private void lines(byte[] buffer, int n) {
            int from = 0;
            for (int i = 0; i < n; i++) {
                if (buffer[i] == '\n') {
                    if (length == 0) {
                        end(buffer, from, i);
                    } else {
                        carry(buffer, from, i);
                        end(line, 0, length);
                        length = 0;
                    }
                    from = i + 1;
                }
            }
            carry(buffer, from, n);
        }

        private void carry(byte[] buffer, int from, int to) {
            int n = Math.min(to - from, LONGEST_LINE - length);
            if (length + n > line.length) {
                line = Arrays.copyOf(line, Math.max(length + n, line.length * 2));
            }
            System.arraycopy(buffer, from, line, length, n);
            length += n;
        }

        private void end(byte[] bytes, int from, int to) {
            number++;
            int cut = Math.min(to, from + LONGEST_LINE);
            if (number <= SHORT || KEYS.in(bytes, from, cut)) {
                recent.forEach(this::keep);
                recent.clear();
                wanted = number <= SHORT ? 0 : AFTER;
                keep(numbered(bytes, from, cut));
            } else if (wanted > 0) {
                wanted--;
                keep(numbered(bytes, from, cut));
            } else {
                remember(bytes, from, cut);
            }
        }

        private void remember(byte[] bytes, int from, int to) {
            recent.add(numbered(bytes, from, to));
            if (recent.size() > BEFORE) {
                recent.remove();
            }
        }

        private Numbered numbered(byte[] bytes, int from, int to) {
            return new Numbered(number, new String(bytes, from, to - from, UTF_8));
        }

        private void keep(Numbered one) {
            kept.add(one);
            keptBytes += one.text().length();
            while (kept.size() > MOST || (keptBytes > MOST_BYTES && kept.size() > 1)) {
                keptBytes -= kept.remove().text().length();
                forgotten = true;
            }
        }

        private void tail() {
            recent.forEach(this::keep);
            recent.clear();
        }
    }
}

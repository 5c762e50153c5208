package dev.varde.collector.tail;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The end of a log, for whoever looks once.
///
/// @param size bytes
/// @param modified when it was last written to
/// @param lines the last ones that are not blank, at most 50, made safe to show; may hold secrets
/// @param rotated the newest of its older generations that lie beside it, or null
/// @param trouble why it could not be read, or null
public record LogEnd(
        Path file,
        long size,
        Instant modified,
        List<String> lines,
        @Nullable Path rotated,
        @Nullable String trouble) {
    private static final int MOST_LINES = 50;
    private static final int MOST_BYTES = 64 << 10;
    private static final int MOST_BESIDE = 2_000;

    public LogEnd {
        lines = List.copyOf(lines);
    }

    /// The files that paths and patterns lead to. One that is not there is left out.
    public static List<LogEnd> of(List<String> logs) {
        Set<Path> files = new LinkedHashSet<>();
        logs.forEach(log -> files.addAll(Patterns.expand(log).files()));
        return files.stream().flatMap(file -> found(file).stream()).toList();
    }

    private static Optional<LogEnd> found(Path file) {
        try {
            return Optional.of(of(file));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(unreadable(file, e));
        }
    }

    private static LogEnd unreadable(Path file, IOException e) {
        String why = e instanceof AccessDeniedException ? "permission denied" : reason(e);
        return new LogEnd(file, 0, Instant.EPOCH, List.of(), null, why);
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private static LogEnd of(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            if (Files.notExists(file)) {
                throw new NoSuchFileException(file.toString());
            }
            throw new IOException("not a regular file");
        }
        if (!Files.isReadable(file)) {
            throw new AccessDeniedException(file.toString());
        }
        try (Content content = PlainContent.open(file)) {
            return new LogEnd(
                    file,
                    content.size(),
                    Files.getLastModifiedTime(file).toInstant(),
                    lines(content),
                    rotated(file),
                    null);
        }
    }

    private static List<String> lines(Content content) throws IOException {
        byte[] head = new byte[2];
        Charset wide = WideSplitter.told(head, content.read(0, head, head.length)).orElse(null);
        long from = Math.max(0, content.size() - MOST_BYTES) & ~1L;
        byte[] bytes = new byte[MOST_BYTES + 1];
        int length = content.read(from, bytes, bytes.length);
        Last last = new Last(from > 0);
        Splitter splitter =
                wide == null ? new LineSplitter(from, last) : new WideSplitter(wide, from, last);
        splitter.feed(bytes, length);
        splitter.endPartial();
        return List.copyOf(last.lines);
    }

    /// Keeps the last lines; the first is half a line where the file was not read from its
    /// beginning.
    private static final class Last implements Splitter.Lines {
        private final Deque<String> lines = new ArrayDeque<>();
        private boolean half;

        Last(boolean half) {
            this.half = half;
        }

        @Override
        public boolean wantsEach() {
            return true;
        }

        @Override
        public void line(RawLine line) {
            String text = line.text();
            if (!half && !text.isBlank()) {
                lines.add(text);
            }
            half = false;
            if (lines.size() > MOST_LINES) {
                lines.remove();
            }
        }

        @Override
        public void passed(byte[] bytes, int from, int to, long end) {
            throw new IllegalStateException("each line is wanted");
        }
    }

    private static @Nullable Path rotated(Path file) {
        Path newest = null;
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            return null;
        }
        try (DirectoryStream<Path> beside = Files.newDirectoryStream(folder)) {
            int looked = 0;
            for (Path other : beside) {
                boolean older = !other.equals(file) && RotatedName.isOf(other, file);
                if (older && (newest == null || isNewer(other, newest))) {
                    newest = other;
                }
                if (++looked == MOST_BESIDE) {
                    break;
                }
            }
        } catch (IOException | DirectoryIteratorException _) {
            return null;
        }
        return newest;
    }

    private static boolean isNewer(Path file, Path than) throws IOException {
        return Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(than)) > 0;
    }
}

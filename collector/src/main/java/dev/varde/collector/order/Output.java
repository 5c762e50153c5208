package dev.varde.collector.order;

import dev.varde.collector.redact.Redactor;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/// What an action prints. It may print a secret, so it goes to a file that loses its name as soon
/// as the action has it open; what stays, one file for each service until its next restart, is the
/// last 64 KiB of it, redacted.
final class Output implements AutoCloseable {
    private static final int KEPT_BYTES = 64 << 10;
    private static final int TOLD_CHARS = 2_000;
    private static final String RAW = ".raw";

    private final Path kept;
    private final Path raw;
    private final Redactor redactor;
    private final RandomAccessFile in;

    private Output(Path kept, Path raw, Redactor redactor) throws IOException {
        this.kept = kept;
        this.raw = raw;
        this.redactor = redactor;
        this.in = new RandomAccessFile(raw.toFile(), "r");
    }

    static Output open(Path kept, Redactor redactor) throws IOException {
        Path raw = kept.resolveSibling(kept.getFileName() + RAW);
        Files.write(kept, new byte[0]);
        Files.deleteIfExists(raw);
        Files.createFile(
                raw,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return new Output(kept, raw, redactor);
    }

    /// Takes away what a collector left that was killed between starting an action and hiding what
    /// it prints.
    static void clear(Path directory) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(directory)) {
            files = all.filter(f -> f.toString().endsWith(".out" + RAW)).toList();
        }
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
    }

    File file() {
        return raw.toFile();
    }

    /// Takes the name away; who has it open goes on writing.
    void hide() throws IOException {
        Files.deleteIfExists(raw);
    }

    /// Keeps the last part of what was printed until now, and returns the end of it.
    String keepLast() throws IOException {
        String text = redactor.redact(last());
        String told = text.substring(Math.max(0, text.length() - TOLD_CHARS));
        try {
            Files.writeString(kept, text);
        } catch (IOException e) {
            OrderLog.outputNotKept(kept, String.valueOf(e.getMessage()));
        }
        return told;
    }

    private String last() throws IOException {
        long from = Math.max(0, in.length() - KEPT_BYTES);
        byte[] bytes = new byte[(int) Math.min(KEPT_BYTES, in.length() - from)];
        in.seek(from);
        int read = Math.max(0, in.read(bytes));
        String text = new String(bytes, 0, read, StandardCharsets.UTF_8);
        return from == 0 ? text : behindFirstBreak(text);
    }

    /// A secret whose beginning is not there would not be known as one.
    private static String behindFirstBreak(String text) {
        int line = text.indexOf('\n');
        int at = line >= 0 ? line : text.indexOf(' ');
        return at < 0 ? "" : text.substring(at + 1);
    }

    @Override
    public void close() throws IOException {
        in.close();
        hide();
    }
}

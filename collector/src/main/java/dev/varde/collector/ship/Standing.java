package dev.varde.collector.ship;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// How far the spool has come, in the file `state`: the number below which the broker has
/// acknowledged all, and the losses that were not told yet. A file that is missing or damaged means
/// 0 and none: everything in the spool is sent again, which is harmless. Not thread-safe.
///
/// The first releases kept the number alone, in `acknowledged`.
final class Standing implements AutoCloseable {
    private static final String ACKNOWLEDGED = "acknowledged ";
    private static final String FIRST = "acknowledged";

    private final Cell cell;
    private final Losses losses;
    private @Nullable Path replaced;
    private long saved;

    private Standing(Path directory, Cell cell, Losses losses, long saved) {
        this.replaced = directory.resolve(FIRST);
        this.cell = cell;
        this.losses = losses;
        this.saved = saved;
    }

    /// @param fresh begins the ids of losses, unless the file has a name for them already
    static Standing load(Path directory, String fresh) {
        Cell cell = new Cell(directory.resolve("state"));
        try {
            String text = cell.load().orElseGet(() -> firstFormat(directory));
            return new Standing(directory, cell, Losses.of(text, fresh), acknowledged(text));
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException _) {
            return new Standing(directory, cell, new Losses(fresh), 0);
        }
    }

    private static long acknowledged(String text) {
        return text.lines()
                .filter(line -> line.startsWith(ACKNOWLEDGED))
                .findFirst()
                .map(line -> Math.max(0, Long.parseLong(line.substring(ACKNOWLEDGED.length()))))
                .orElse(0L);
    }

    private static String firstFormat(Path directory) {
        try {
            return ACKNOWLEDGED
                    + Files.readString(directory.resolve(FIRST), StandardCharsets.US_ASCII).strip();
        } catch (IOException _) {
            return "";
        }
    }

    /// As it was saved last.
    long acknowledged() {
        return saved;
    }

    Losses losses() {
        return losses;
    }

    /// Survives the end of the process as soon as it returns.
    void save(long acknowledged) throws IOException {
        cell.save(ACKNOWLEDGED + acknowledged + "\n" + losses.asText());
        saved = acknowledged;
        if (replaced != null) {
            Files.deleteIfExists(replaced);
            replaced = null;
        }
    }

    @Override
    public void close() throws IOException {
        cell.close();
    }
}

package dev.varde.collector.tail;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.varde.collector.LogBook.LastWords;
import dev.varde.events.CollectorFact.GapSeen;
import dev.varde.events.ServiceName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// The logs of `kontali` in a directory, followed turn by turn by a clock that the test moves.
final class Following implements AutoCloseable {
    private static final String KONTALI = "kontali";

    final Path directory;
    final Seen seen = new Seen();
    private final Path positionFile;
    private List<String> patterns;
    private Content.Opener opener = PlainContent::open;
    private int mostOpen = 256;
    private Positions positions;
    private ServiceLogs logs;
    private long nanos;

    /// @param patterns relative to the directory
    Following(Path directory, String... patterns) {
        this.directory = directory;
        this.positionFile = directory.resolve("positions.json");
        this.patterns = List.of(patterns);
        this.positions = new Positions(positionFile);
        this.logs = started();
    }

    private ServiceLogs started() {
        List<String> all = patterns.stream().map(p -> directory + "/" + p).toList();
        Positions.Saved saved = positions.load().saved();
        Finder finder =
                new Finder(
                        all,
                        saved.services().getOrDefault(KONTALI, List.of()),
                        Instant.ofEpochMilli(saved.savedAt()),
                        saved.followed(KONTALI, all),
                        path -> opener.open(path));
        Emitter emitter =
                new Emitter(new ServiceName(KONTALI), seen, () -> Instant.now().plusNanos(nanos));
        logs =
                new ServiceLogs(
                        finder,
                        emitter,
                        new ServiceLogs.Shared(() -> mostOpen, this::save, () -> nanos));
        logs.begin();
        save();
        return logs;
    }

    private void save() {
        List<String> all = patterns.stream().map(p -> directory + "/" + p).toList();
        List<Position> published = logs == null ? List.of() : logs.published();
        try {
            positions.save(
                    Positions.Saved.of(
                            System.currentTimeMillis(),
                            Map.of(KONTALI, published),
                            Map.of(KONTALI, all)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Following openingWith(Content.Opener other) {
        opener = other;
        return this;
    }

    Following openingAtMost(int files) {
        mostOpen = files;
        return this;
    }

    Path path(String name) {
        return directory.resolve(name);
    }

    Path append(String name, String text) throws IOException {
        return append(name, text.getBytes(UTF_8));
    }

    Path append(String name, byte[] bytes) throws IOException {
        return Files.write(path(name), bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    void truncate(String name) throws IOException {
        Files.write(path(name), new byte[0], StandardOpenOption.TRUNCATE_EXISTING);
    }

    /// One turn, without looking for files.
    boolean read() {
        return logs.poll(false);
    }

    /// A second later, looks for files and reads all.
    void look() {
        nanos += Duration.ofSeconds(1).toNanos();
        boolean more = logs.poll(true);
        while (more) {
            more = logs.poll(false);
        }
        logs.poll(false);
    }

    /// Lets time pass, looking all the while.
    void pass(Duration time) {
        long end = nanos + time.toNanos();
        while (nanos < end) {
            nanos += Duration.ofSeconds(5).toNanos();
            look();
        }
    }

    LastWords drain() {
        return logs.drain();
    }

    /// Waits for more lines no longer.
    void settle() {
        nanos += Duration.ofSeconds(2).toNanos();
        look();
        nanos += Duration.ofSeconds(2).toNanos();
        look();
    }

    void acknowledge() {
        seen.acknowledgeAll();
    }

    /// Stops in order; acknowledgements that have not come reach nobody.
    void stop() {
        logs.positions();
        save();
        crash();
    }

    void crash() {
        seen.forgetWaiting();
        logs.close();
    }

    void start() {
        positions = new Positions(positionFile);
        logs = started();
    }

    void startWith(String... other) {
        patterns = List.of(other);
        start();
    }

    /// Changes what was saved while nothing runs.
    void rewritePositions(UnaryOperator<Position> change) throws IOException {
        Positions.Saved saved = new Positions(positionFile).load().saved();
        List<Position> all = saved.services().getOrDefault(KONTALI, List.of());
        new Positions(positionFile)
                .save(
                        new Positions.Saved(
                                saved.savedAt(),
                                Map.of(KONTALI, all.stream().map(change).toList()),
                                saved.logs()));
    }

    List<Position> positions() {
        return logs.positions();
    }

    List<String> lines() {
        return seen.lines();
    }

    List<String> gaps() {
        return seen.gaps().stream().map(GapSeen::reason).toList();
    }

    @Override
    public void close() {
        logs.close();
    }
}

package dev.varde.collector.tail;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.varde.events.ServiceName;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/// One random walk. A killed reader loses what it has not saved and the acknowledgements that have
/// not come; its positions are in a real file.
final class TailWalk implements AutoCloseable {
    private static final String[] PATTERNS = {"app.log", "app.log*", "*.log"};
    private static final int MOST_GENERATIONS = 6;

    private final Random random;
    private final int seed;
    private final Path directory;
    private final Path log;
    private final Path positionFile;
    private final String pattern;
    private final int mostOpen;
    private final Seen seen = new Seen();
    private final List<String> written = new ArrayList<>();
    private final List<String> history = new ArrayList<>();
    private final List<Integer> secured = new ArrayList<>();
    private Positions positions;
    private ServiceLogs logs;
    private String partial = "";
    private boolean brokerAway;
    private long nanos;
    private int truncations;

    TailWalk(Path directory, int seed) throws IOException {
        this.random = new Random(seed);
        this.seed = seed;
        this.directory = directory;
        this.log = directory.resolve("app.log");
        this.positionFile = directory.resolve("positions.json");
        this.pattern = directory + "/" + PATTERNS[random.nextInt(PATTERNS.length)];
        this.mostOpen = random.nextInt(4) == 0 ? 4 : 256;
        Files.writeString(log, "first line of " + seed + "\n");
        this.positions = new Positions(positionFile);
        this.logs = start();
    }

    private ServiceLogs start() {
        Positions.Saved saved = positions.load().saved();
        Finder finder =
                new Finder(
                        List.of(pattern),
                        saved.services().getOrDefault("kontali", List.of()),
                        Instant.ofEpochMilli(saved.savedAt()),
                        saved.followed("kontali", List.of(pattern)),
                        PlainContent::open);
        ServiceLogs.Shared shared = new ServiceLogs.Shared(() -> mostOpen, this::save, () -> nanos);
        Emitter emitter =
                new Emitter(new ServiceName("kontali"), seen, () -> Instant.now().plusNanos(nanos));
        logs = new ServiceLogs(finder, emitter, shared);
        logs.begin();
        save();
        return logs;
    }

    Seen seen() {
        return seen;
    }

    /// Lines that have to be told.
    List<String> written() {
        return written;
    }

    /// How many lines had been told whenever all that was told was acknowledged, with no line
    /// before it that waited, and the positions were saved then.
    List<Integer> secured() {
        return secured;
    }

    void go(int steps) throws IOException {
        for (int step = 0; step < steps; step++) {
            step(random.nextInt(28));
        }
        finish();
    }

    private void step(int kind) throws IOException {
        switch (kind) {
            case 0, 1, 2, 3, 4, 5 -> writeLine();
            case 6 -> write("noise " + "z".repeat(random.nextInt(9_000)) + "\n");
            case 7, 8 -> writePartly();
            case 9 -> writeLong();
            case 10, 11, 12 -> read(false);
            case 13, 14 -> read(true);
            case 15 -> acknowledge();
            case 16 -> save();
            case 17 -> pass();
            case 18, 19 -> rotate();
            case 20 -> copyAndTruncate();
            case 21 -> truncate();
            case 22 -> delete();
            case 23 -> compress();
            case 24 -> brokerAway = !brokerAway;
            case 25 -> drain();
            case 26 -> restart();
            default -> kill();
        }
    }

    private void did(String what) {
        history.add(what);
    }

    private void writeLine() throws IOException {
        endPartial();
        String line =
                "ERROR "
                        + written.size()
                        + " \u00e6\u00f8\u00e5 "
                        + "x".repeat(random.nextInt(200));
        written.add(line);
        did("line " + (written.size() - 1));
        write(line + "\n");
    }

    private void writeLong() throws IOException {
        endPartial();
        String line =
                "ERROR " + written.size() + " long " + "y".repeat(5_000 + random.nextInt(200_000));
        written.add(line);
        did("long " + (written.size() - 1));
        write(line + "\n");
    }

    /// A line comes in pieces, cut anywhere, also within a character.
    private void writePartly() throws IOException {
        if (partial.isEmpty()) {
            partial = "ERROR " + written.size() + " in parts \u20ac";
            written.add(partial);
            did("partial " + (written.size() - 1));
            byte[] bytes = partial.getBytes(UTF_8);
            int cut = bytes.length - random.nextInt(3);
            Files.write(log, java.util.Arrays.copyOf(bytes, cut), options());
            read(false);
            Files.write(log, java.util.Arrays.copyOfRange(bytes, cut, bytes.length), options());
        } else {
            did("more of it");
            String more = " and more";
            written.set(written.size() - 1, partial + more);
            partial += more;
            Files.writeString(log, more, options());
        }
    }

    private void endPartial() throws IOException {
        if (!partial.isEmpty()) {
            partial = "";
            Files.writeString(log, "\n", options());
        }
    }

    private void write(String text) throws IOException {
        endPartial();
        Files.writeString(log, text, options());
    }

    private static StandardOpenOption[] options() {
        return new StandardOpenOption[] {StandardOpenOption.CREATE, StandardOpenOption.APPEND};
    }

    private void read(boolean look) {
        did(look ? "look" : "read");
        nanos += Duration.ofMillis(look ? 11_000 : 100).toNanos();
        logs.turn(look, new byte[ServiceLogs.BUFFER]);
    }

    private void pass() {
        did("pass");
        nanos += Duration.ofSeconds(35).toNanos();
        logs.turn(true, new byte[ServiceLogs.BUFFER]);
        nanos += Duration.ofSeconds(35).toNanos();
        logs.turn(true, new byte[ServiceLogs.BUFFER]);
    }

    private void acknowledge() {
        if (!brokerAway) {
            did("acknowledge");
            seen.acknowledgeAll();
        }
    }

    private void save() {
        try {
            positions.save(
                    Positions.Saved.of(
                            System.currentTimeMillis(),
                            Map.of("kontali", logs == null ? List.of() : logs.published()),
                            Map.of("kontali", List.of(pattern))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The program that wrote has died; nothing is left to be read.
    private void drain() throws IOException {
        endPartial();
        did("drain");
        do {
            nanos += Duration.ofSeconds(11).toNanos();
            logs.turn(true, new byte[ServiceLogs.BUFFER]);
        } while (logs.poll(true));
        logs.drain();
    }

    private void secure() throws IOException {
        drain();
        settle();
    }

    private void settle() {
        seen.acknowledgeAll();
        logs.positions();
        save();
        secured.add(seen.ids().size());
    }

    private void restart() throws IOException {
        if (random.nextBoolean()) {
            did("secure");
            secure();
        }
        logs.positions();
        save();
        kill();
    }

    private void kill() {
        did("kill");
        seen.forgetWaiting();
        logs.close();
        positions = new Positions(positionFile);
        logs = start();
    }

    private Path generation(int n, String ending) {
        return directory.resolve("app.log." + n + ending);
    }

    /// Makes room for a new first generation as logrotate does.
    private void shift() throws IOException {
        if (exists(MOST_GENERATIONS)) {
            secure();
        }
        for (int n = MOST_GENERATIONS; n > 0; n--) {
            for (String ending : List.of("", ".gz")) {
                Path from = generation(n, ending);
                if (Files.exists(from) && n == MOST_GENERATIONS) {
                    Files.delete(from);
                } else if (Files.exists(from)) {
                    Files.move(from, generation(n + 1, ending));
                }
            }
        }
    }

    private boolean exists(int n) {
        return Files.exists(generation(n, "")) || Files.exists(generation(n, ".gz"));
    }

    private void rotate() throws IOException {
        if (!Files.exists(log)) {
            return;
        }
        partial = "";
        shift();
        did("rotate");
        Files.move(log, generation(1, ""));
        if (random.nextInt(4) > 0) {
            Files.writeString(log, "head " + random.nextInt() + "\n", options());
        }
    }

    private void copyAndTruncate() throws IOException {
        if (!Files.exists(log)) {
            return;
        }
        endPartial();
        shift();
        did("copy and truncate");
        Files.copy(log, generation(1, ""));
        if (random.nextBoolean()) {
            read(true);
        }
        Files.write(log, new byte[0], StandardOpenOption.TRUNCATE_EXISTING);
        afterTruncation();
    }

    /// Nobody has a copy: what was not read would be lost to everybody.
    private void truncate() throws IOException {
        if (!Files.exists(log)) {
            return;
        }
        secure();
        did("truncate");
        Files.write(log, new byte[0], StandardOpenOption.TRUNCATE_EXISTING);
        afterTruncation();
    }

    /// A log that is emptied and filled with the very bytes that were read looks as if nothing had
    /// happened; that one of three is as it was before the last two does not.
    private void afterTruncation() throws IOException {
        if (random.nextBoolean()) {
            write("head after truncation " + random.nextInt() + "\n");
        }
        if (random.nextInt(3) == 0) {
            write("longer than before " + truncations++ % 3 + "w".repeat(200_000) + "\n");
        }
    }

    private void delete() throws IOException {
        if (!Files.exists(log)) {
            return;
        }
        secure();
        did("delete");
        Files.delete(log);
        if (random.nextBoolean()) {
            write("head of a new file " + random.nextInt() + "\n");
        }
    }

    private void compress() throws IOException {
        int n = 1 + random.nextInt(MOST_GENERATIONS);
        Path plain = generation(n, "");
        if (!Files.exists(plain)) {
            return;
        }
        did("compress " + n);
        Path packed = generation(n, ".gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            Files.copy(plain, out);
        }
        Files.setLastModifiedTime(packed, Files.getLastModifiedTime(plain));
        Files.delete(plain);
    }

    private void finish() throws IOException {
        did("finish");
        write("the log is there again\n");
        for (int i = 0; i < 4; i++) {
            pass();
            drain();
        }
    }

    @Override
    public String toString() {
        return "seed "
                + seed
                + ", following "
                + pattern.substring(pattern.lastIndexOf('/') + 1)
                + ", open at most "
                + mostOpen
                + ": "
                + String.join(", ", history);
    }

    @Override
    public void close() {
        logs.close();
    }
}

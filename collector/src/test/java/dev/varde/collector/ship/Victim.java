package dev.varde.collector.ship;

import static dev.varde.collector.ship.Cast.NOON;
import static dev.varde.collector.ship.Cast.WEB_1;

import dev.varde.events.HostEvent;
import dev.varde.events.wire.Codec;
import dev.varde.events.wire.Unreadable;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/// A program of its own that reads a source and puts what it reads, until it is killed.
///
/// In its directory: `spool/`; `position`, the source's; `put.log`, what [SpooledOutbox#put]
/// returned for; `broker.log`, what the broker has, with what it says.
final class Victim {
    private static final int MOST_WAITING = 2_000;

    private final Path directory;
    private final Random random;
    private final Cell position;
    private final FileOutputStream put;
    private final TreeSet<Long> acknowledged = new TreeSet<>();
    private long read;

    private Victim(Path directory, long seed) throws IOException {
        this.directory = directory;
        this.random = new Random(seed);
        this.position = new Cell(directory.resolve("position"));
        this.put = new FileOutputStream(directory.resolve("put.log").toFile(), true);
        this.read = position.load().map(Long::parseLong).orElse(0L);
    }

    /// @param args directory, seed, and `run` or `drain`
    public static void main(String[] args) throws Exception {
        Victim victim = new Victim(Path.of(args[0]), Long.parseLong(args[1]));
        boolean drain = args[2].equals("drain");
        Broker broker = new Broker(victim.directory.resolve("broker.log"), victim.random, drain);
        var settings =
                new SpooledOutbox.Settings(
                        victim.directory.resolve("spool"),
                        SpooledOutbox.BOUND,
                        WEB_1,
                        "run-" + args[1]);
        try (SpooledOutbox outbox = SpooledOutbox.open(settings, () -> broker, () -> NOON)) {
            System.out.println("ready");
            victim.work(outbox, drain);
        }
        System.out.println("done");
        Runtime.getRuntime().halt(0);
    }

    private void work(SpooledOutbox outbox, boolean drain) throws Exception {
        long end = drain ? read + 10 : Long.MAX_VALUE;
        while (read < end) {
            readOne(outbox);
            while (outbox.spooled() > MOST_WAITING) {
                TimeUnit.MILLISECONDS.sleep(1);
            }
        }
        while (outbox.spooled() > 0) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    private void readOne(SpooledOutbox outbox) throws IOException {
        long line = ++read;
        String id = "line-" + line;
        outbox.put(
                Cast.with(
                        Cast.line(id, "ERROR " + "x".repeat((int) (line * 37 % 900))),
                        () -> acknowledge(line)));
        put.write((id + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /// The source goes on behind what is acknowledged without a hole.
    private void acknowledge(long line) {
        acknowledged.add(line);
        long from = position.load().map(Long::parseLong).orElse(0L);
        long to = from;
        while (acknowledged.remove(to + 1)) {
            to++;
        }
        try {
            if (to > from) {
                position.save(Long.toString(to));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Writes down what it takes and says so a little later; now and then it is away.
    private static final class Broker implements Sink {
        private final FileOutputStream log;
        private final Random random;
        private final boolean willing;
        private final Codec codec = new Codec();
        private final ScheduledExecutorService answers = Executors.newScheduledThreadPool(1);
        private int away;

        Broker(Path log, Random random, boolean willing) throws IOException {
            this.log = new FileOutputStream(log.toFile(), true);
            this.random = new Random(random.nextLong());
            this.willing = willing;
        }

        @Override
        public void send(
                ProducerRecord<byte[], byte[]> record, Consumer<@Nullable Exception> done) {
            away = !willing && random.nextInt(500) == 0 ? 1 : Math.max(0, away - 1);
            if (away > 0) {
                done.accept(new TimeoutException("away"));
                return;
            }
            take(record.value());
            var _ =
                    answers.schedule(
                            () -> done.accept(null), random.nextInt(2_000), TimeUnit.MICROSECONDS);
        }

        private void take(byte[] value) {
            try {
                HostEvent event = codec.readEvent(value);
                String line = event.id() + "\t" + event.fact().toString().hashCode() + "\n";
                log.write(line.getBytes(StandardCharsets.UTF_8));
            } catch (IOException | Unreadable e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() {}
    }

    static ProcessBuilder program(Class<?> main, String memory, String... args) {
        var words =
                new java.util.ArrayList<>(
                        java.util.List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseCompactObjectHeaders",
                                "-Xmx" + memory,
                                "-cp",
                                System.getProperty("java.class.path"),
                                main.getName()));
        words.addAll(java.util.List.of(args));
        return new ProcessBuilder(words).redirectErrorStream(true);
    }

    static java.util.List<String> lines(Path file) throws IOException {
        return Files.exists(file) ? Files.readAllLines(file) : java.util.List.of();
    }
}

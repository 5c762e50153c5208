package dev.varde.collector.app;

import dev.varde.events.config.Configuration;
import dev.varde.events.config.ConfigurationReader;
import dev.varde.events.config.InvalidConfiguration;
import dev.varde.events.start.CannotStart;
import dev.varde.events.start.DataDirectory;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/// The collector as a program of its own, from start to SIGTERM. It runs on every host and needs no
/// container, no web server and no framework, so it starts without them.
public final class CollectorProgram {
    private static final int WRONG_USE = 2;
    private static final int COULD_NOT = 3;
    private static final long LOOK_AGAIN_MILLIS = 20;
    private static final Duration SAY_AGAIN = Duration.ofSeconds(15);

    private final Collector collector;
    private final String kafka;
    private final CountDownLatch end = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);

    private CollectorProgram(Collector collector, String kafka) {
        this.collector = collector;
        this.kafka = kafka;
    }

    public static void main(String... args) {
        System.exit(execute(List.of(args)));
    }

    /// @return the exit status
    static int execute(List<String> args) {
        return switch (Arguments.parse(args)) {
            case Arguments.Asked.Help() -> {
                System.out.print(Arguments.USAGE);
                yield 0;
            }
            case Arguments.Asked.WrongUse(String what) -> {
                System.err.print(what + "\n" + Arguments.USAGE);
                yield WRONG_USE;
            }
            case Arguments.Asked.Run(Arguments arguments) -> execute(arguments);
        };
    }

    private static int execute(Arguments arguments) {
        Path usual =
                DataDirectory.standard(System.getenv(), Path.of(System.getProperty("user.home")));
        Path named = arguments.data();
        try {
            return run(arguments.file(), named == null ? usual : named);
        } catch (InvalidConfiguration invalid) {
            int count = invalid.problems().size();
            System.err.println(
                    "The configuration has " + count + (count == 1 ? " error:" : " errors:"));
            invalid.problems().forEach(System.err::println);
            return WRONG_USE;
        } catch (CannotStart cannot) {
            System.err.println(cannot.getMessage());
            return COULD_NOT;
        }
    }

    /// Runs until SIGTERM or Ctrl-C.
    ///
    /// @param file null when there is none, which names no cluster and so cannot be
    /// @throws CannotStart when something on this machine is in the way
    /// @throws InvalidConfiguration with every error in the file
    public static int run(@Nullable Path file, Path data) throws CannotStart, InvalidConfiguration {
        Map<String, String> environment = System.getenv();
        Configuration configuration =
                file == null
                        ? ConfigurationReader.empty(environment)
                        : ConfigurationReader.read(file, environment, Collector.NEEDS);
        Configuration.Kafka kafka = configuration.kafka();
        if (kafka == null || file == null) {
            throw new CannotStart(
                    "varde collector needs a Kafka cluster: write kafka: {bootstrap-servers:"
                            + " \"host:9092\"} into the configuration and name it with -c. For one"
                            + " machine without a cluster there is varde up.");
        }
        Path home = data.toAbsolutePath().normalize();
        try (DataDirectory _ = DataDirectory.open(home, List.of("collector"));
                ExecutorTicker ticker = new ExecutorTicker()) {
            ProgramLog.open(home.resolve("varde.log"));
            Collector collector =
                    Collector.start(configuration, kafka.bootstrapServers(), home, ticker);
            collector.follow(file, environment, Collector.NEEDS);
            new CollectorProgram(collector, kafka.bootstrapServers()).untilTold();
            return 0;
        } catch (UncheckedIOException e) {
            throw new CannotStart(String.valueOf(e.getMessage()), e);
        }
    }

    private void untilTold() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::tellEnd, "varde-end"));
        Thread.ofPlatform().daemon().name("varde-ready").start(this::announceWhenReady);
        try {
            end.await();
            collector.close();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            ended.countDown();
        }
    }

    /// The process ends when its hooks do.
    private void tellEnd() {
        end.countDown();
        try {
            ended.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void announceWhenReady() {
        long said = System.nanoTime();
        while (end.getCount() > 0) {
            if (collector.ready()) {
                System.out.println("Varde is ready: collector, Kafka at " + kafka);
                return;
            }
            if (System.nanoTime() - said > SAY_AGAIN.toNanos()) {
                said = System.nanoTime();
                System.err.println("Not ready yet: waiting for Kafka at " + kafka + ".");
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK_AGAIN_MILLIS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}

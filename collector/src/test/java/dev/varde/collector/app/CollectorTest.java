package dev.varde.collector.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.varde.collector.ship.Reader;
import dev.varde.events.CollectorFact.CollectorStarted;
import dev.varde.events.CollectorFact.CollectorStopped;
import dev.varde.events.CollectorFact.Heartbeat;
import dev.varde.events.CollectorFact.ServiceDeclared;
import dev.varde.events.Fact;
import dev.varde.events.HostEvent;
import dev.varde.events.HostName;
import dev.varde.events.LogFact.LogMatched;
import dev.varde.events.ProcessFact.ProcessExited;
import dev.varde.events.ProcessFact.ProcessStarted;
import dev.varde.events.ServiceName;
import dev.varde.events.config.Configuration;
import dev.varde.events.config.Configuration.ProcessMatch.ByPidFile;
import dev.varde.events.config.Configuration.RestartAction.RunCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CollectorTest {
    private static final HostName WEB_1 = new HostName("web-1");
    private static final ServiceName KONTALI = new ServiceName("kontali-backend");

    @TempDir private Path directory;
    private final ExecutorTicker ticker = new ExecutorTicker();
    private Path data = Path.of("/");
    private Path log = Path.of("/");
    private Path pidFile = Path.of("/");

    @BeforeEach
    void paths() {
        data = directory.resolve("data");
        log = directory.resolve("app.log");
        pidFile = directory.resolve("app.pid");
    }

    @AfterEach
    void stop() {
        ticker.close();
    }

    private Configuration configuration() {
        Configuration.Service service =
                new Configuration.Service(
                        KONTALI,
                        Map.of("team", "erp", "tier", "service"),
                        new ByPidFile(pidFile),
                        List.of(),
                        List.of(log.toString()),
                        List.of(),
                        new RunCommand(List.of("true")));
        return new Configuration(
                new Configuration.Host(WEB_1, Map.of("environment", "test", "tier", "host")),
                null,
                List.of(service),
                new Configuration.RedFlags(0, 1, false),
                null,
                List.of(),
                List.of(),
                new Configuration.Restarts(
                        List.of(), 3, Duration.ofMinutes(10), 10, 0.2, Duration.ofSeconds(30)));
    }

    /// A port where nobody answers.
    private static String nobody() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return "127.0.0.1:" + socket.getLocalPort();
        }
    }

    private static <F extends Fact> List<F> of(List<HostEvent> events, Class<F> kind) {
        return events.stream()
                .map(HostEvent::fact)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    @Test
    void aCrashWhileKafkaIsAwayIsKeptWithItsLastWords() throws Exception {
        Files.writeString(log, "starting\n");
        Process backend =
                new ProcessBuilder("sh", "-c", "echo $$ > " + pidFile + "; exec sleep 60").start();
        await().until(() -> Files.exists(pidFile) && Files.size(pidFile) > 0);

        try (Collector collector = Collector.start(configuration(), nobody(), data, ticker)) {
            Files.writeString(
                    log,
                    "starting\nERROR password=hunter2 Address already in use\nlast words",
                    java.nio.file.StandardOpenOption.TRUNCATE_EXISTING);
            backend.destroyForcibly().waitFor();
            await().during(Duration.ofMillis(1_500)).until(() -> !collector.ready());
        }
        List<HostEvent> events = Reader.readAll(data.resolve("spool"), WEB_1);

        assertThat(events).extracting(HostEvent::seq).isSorted().doesNotHaveDuplicates();
        assertThat(events.getFirst().fact()).isInstanceOf(CollectorStarted.class);
        assertThat(events.getLast().fact()).isInstanceOf(CollectorStopped.class);
        ServiceDeclared declared = of(events, ServiceDeclared.class).getFirst();
        assertThat(declared.labels())
                .isEqualTo(Map.of("environment", "test", "team", "erp", "tier", "service"));
        assertThat(declared.restart()).isEqualTo("command true");
        assertThat(declared.unitRestarts()).isFalse();
        assertThat(of(events, ProcessStarted.class)).hasSize(1);
        ProcessExited exited = of(events, ProcessExited.class).getFirst();
        assertThat(exited.lastLines().getFirst().lines())
                .endsWith("ERROR password=*** Address already in use", "last words");
        assertThat(exited.lastLogAt()).isNotNull();
        assertThat(of(events, LogMatched.class))
                .anyMatch(m -> m.lines().getFirst().contains("Address already in use"));
        assertThat(indexOf(events, LogMatched.class))
                .isLessThan(indexOf(events, ProcessExited.class));
    }

    private static int indexOf(List<HostEvent> events, Class<? extends Fact> kind) {
        return events.stream().map(HostEvent::fact).map(kind::isInstance).toList().indexOf(true);
    }

    @Test
    void itTellsThatItLives() throws Exception {
        ImpatientTicker impatient = new ImpatientTicker();
        try (Collector _ = Collector.start(configuration(), nobody(), data, impatient)) {
            impatient.run("collector-heartbeat");
        }
        impatient.run("collector-heartbeat");

        List<Heartbeat> heartbeats =
                of(Reader.readAll(data.resolve("spool"), WEB_1), Heartbeat.class);
        assertThat(heartbeats).hasSize(1);
        assertThat(heartbeats.getFirst().resident()).isGreaterThan(10L << 20);
        assertThat(heartbeats.getFirst().spooled()).isPositive();
        assertThat(heartbeats.getFirst().uptime()).isPositive();
    }

    /// Runs a task when told, not when it is due.
    private static final class ImpatientTicker implements dev.varde.collector.Ticker {
        private final Map<String, Runnable> tasks = new java.util.concurrent.ConcurrentHashMap<>();

        @Override
        public void every(String name, Duration interval, Runnable task) {
            tasks.put(name, task);
        }

        void run(String name) {
            java.util.Objects.requireNonNull(tasks.get(name)).run();
        }
    }

    @Test
    void aSecondRunTellsWhatTheFirstCouldNotSendUnderItsOwnName() throws Exception {
        String away = nobody();
        Collector.start(configuration(), away, data, ticker).close();
        Collector.start(configuration(), away, data, ticker).close();

        List<HostEvent> events = Reader.readAll(data.resolve("spool"), WEB_1);
        assertThat(of(events, CollectorStarted.class)).hasSize(2);
        assertThat(events).extracting(HostEvent::run).doesNotContainNull();
        assertThat(events.stream().map(HostEvent::run).distinct()).hasSize(2);
        assertThat(events).extracting(e -> e.id()).doesNotHaveDuplicates();
    }

    @Test
    void closingTwiceIsHarmlessAndQuick() throws Exception {
        Collector collector = Collector.start(configuration(), nobody(), data, ticker);
        long start = System.nanoTime();
        collector.close();
        collector.close();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
        assertThat(collector.ready()).isFalse();
    }

    @Test
    void aDataDirectoryThatIsAFileIsSaidPlainly() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        assertThatThrownBy(() -> Collector.start(configuration(), "127.0.0.1:1", file, ticker))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("data directory " + file);
    }

    @Test
    void aStartThatFailsLeavesNothingOpenAndCanBeTriedAgain() throws Exception {
        Path book = Files.createDirectories(data.resolve("orders").resolve("orders.json"));
        assertThatThrownBy(() -> Collector.start(configuration(), nobody(), data, ticker))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("data directory " + data);
        await().untilAsserted(() -> assertThat(threads()).isEmpty());

        Files.delete(book);
        Collector.start(configuration(), nobody(), data, ticker).close();
        List<HostEvent> events = Reader.readAll(data.resolve("spool"), WEB_1);
        assertThat(of(events, CollectorStarted.class)).hasSize(2);
        assertThat(of(events, CollectorStopped.class)).hasSize(1);
    }

    /// Those of a collector that send, or read orders.
    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.equals("varde-ship") || name.equals("varde-orders"))
                .toList();
    }
}

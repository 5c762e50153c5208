package dev.varde.collector.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.collector.journal.RealSystemd;
import dev.varde.events.ExitStatus;
import dev.varde.events.Fact;
import dev.varde.events.ProcessFact.ProcessExited;
import dev.varde.events.ProcessFact.ProcessStarted;
import dev.varde.events.ProcessFact.Role;
import dev.varde.events.UnitFact.UnitChanged;
import dev.varde.events.UnitFact.UnitFailed;
import dev.varde.events.UnitFact.UnitProcessExited;
import dev.varde.events.wire.Codec;
import java.io.BufferedReader;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A collector that runs where a real systemd is process 1: what it sees of processes, of the unit
/// and of the journal belongs together.
class InsideSystemdTest {
    private static @Nullable RealSystemd booted;

    private final List<Fact> facts = new CopyOnWriteArrayList<>();

    private static List<String> classPath() {
        String path =
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path"));
        return List.of(path.split(File.pathSeparator, -1));
    }

    /// Java, the project and the libraries, as they are outside.
    private static String[] directories() {
        return Stream.concat(
                        Stream.of(System.getProperty("java.home")),
                        classPath().stream().map(e -> directory(new File(e))))
                .distinct()
                .toArray(String[]::new);
    }

    private static String directory(File entry) {
        return entry.isDirectory() ? entry.getPath() : entry.getParent();
    }

    @BeforeAll
    static void boot() throws Exception {
        booted = RealSystemd.boot(directories());
    }

    @AfterAll
    static void powerOff() throws Exception {
        if (booted != null) {
            booted.close();
        }
    }

    private static RealSystemd systemd() {
        return java.util.Objects.requireNonNull(booted);
    }

    private Process collector() throws Exception {
        List<String> argv = new ArrayList<>(systemd().command(java()));
        argv.addAll(
                List.of(
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        String.join(File.pathSeparator, classPath()),
                        "dev.varde.collector.app.Inside",
                        "/root/varde.yaml",
                        "/root/data"));
        Process process = new ProcessBuilder(argv).redirectErrorStream(true).start();
        Thread.ofVirtual().start(() -> read(process.inputReader()));
        return process;
    }

    private static String java() {
        return System.getProperty("java.home") + "/bin/java";
    }

    private void read(BufferedReader out) {
        Codec codec = new Codec();
        out.lines()
                .forEach(line -> {
                    try {
                        facts.add(
                                codec.readEvent(
                                                line.getBytes(
                                                        java.nio.charset.StandardCharsets.UTF_8))
                                        .fact());
                    } catch (dev.varde.events.wire.Unreadable noEvent) {
                        System.out.println("inside: " + line);
                    }
                });
    }

    private <F extends Fact> F await(Class<F> type, Predicate<F> test) {
        return Awaitility.await()
                .atMost(java.time.Duration.ofSeconds(30))
                .until(
                        () ->
                                facts.stream()
                                        .filter(type::isInstance)
                                        .map(type::cast)
                                        .filter(test)
                                        .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    @Test
    void theDeathTheUnitAndTheJournalTellOfTheSameProcess() throws Exception {
        systemd()
                .unit(
                        "victim.service",
                        """
                        [Service]
                        ExecStart=/bin/sh -c "echo loading clients; exec sleep 1000"
                        Restart=on-failure
                        MemoryMax=64M
                        """);
        systemd()
                .sh(
                        """
                        mkdir -p /root/data
                        echo 'services: [{name: victim, process: {unit: victim.service}}]' \
                            > /root/varde.yaml
                        systemctl start victim
                        """);
        Process collector = collector();
        try {
            int pid = await(ProcessStarted.class, s -> s.role() == Role.MAIN).process().pid();
            UnitChanged running = await(UnitChanged.class, u -> u.mainPid() != null);
            assertThat(running.mainPid()).isEqualTo(pid);
            var guards = Objects.requireNonNull(running.guards());
            assertThat(guards.restart()).isEqualTo("on-failure");
            assertThat(guards.memoryMax()).isEqualTo(64L << 20);

            systemd().sh("kill -KILL " + pid);

            ProcessExited death = await(ProcessExited.class, e -> e.role() == Role.MAIN);
            assertThat(death.process().pid()).isEqualTo(pid);
            assertThat(death.exit()).isEqualTo(ExitStatus.signalled(9, false));
            assertThat(death.lastLines().getFirst().file()).isEqualTo("journal:victim.service");
            assertThat(death.lastLines().getFirst().lines()).contains("loading clients");
            UnitProcessExited end = await(UnitProcessExited.class, e -> true);
            assertThat(end.pid()).isEqualTo(pid);
            assertThat(end.exit()).isEqualTo(death.exit());
            assertThat(await(UnitFailed.class, f -> true).result()).isEqualTo("signal");
            await(UnitChanged.class, u -> u.restarts() == 1);
            await(ProcessStarted.class, s -> s.role() == Role.MAIN && s.process().pid() != pid);
        } finally {
            collector.descendants().forEach(ProcessHandle::destroyForcibly);
            collector.destroyForcibly();
        }
    }
}

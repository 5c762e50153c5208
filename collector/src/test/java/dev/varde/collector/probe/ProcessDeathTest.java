package dev.varde.collector.probe;

import static dev.varde.collector.probe.Configured.KONTALI;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.collector.LogBook;
import dev.varde.events.LogTail;
import dev.varde.events.ProcessFact.ProcessExited;
import dev.varde.events.ProcessFact.ProcessStarted;
import dev.varde.events.ProcessFact.Role;
import dev.varde.events.config.Configuration;
import dev.varde.events.config.Configuration.ProcessMatch;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProcessDeathTest {
    private static final Instant WRITTEN = Instant.parse("2026-11-24T21:42:00Z");

    @TempDir Path folder;
    private final Seen seen = new Seen();
    private final LogBook logs =
            _ ->
                    new LogBook.LastWords(
                            List.of(new LogTail("app.log", List.of("last line"))), WRITTEN);
    private final String mark = "kontali-" + Long.toString(System.nanoTime(), 36);
    private final List<AutoCloseable> open = new ArrayList<>();

    private Strangers strangers;

    @BeforeEach
    void cast() {
        strangers = new Strangers(folder);
        open.add(strangers);
    }

    @AfterEach
    void end() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    private Probes watch() {
        Configuration configuration =
                Configured.of(Configured.kontali(new ProcessMatch.ByCommand(mark)));
        Probes probes = Probes.start(configuration, folder, seen, logs, (_, _, _) -> {});
        open.add(probes);
        return probes;
    }

    /// A process whose command line holds the mark and that then does as told.
    private int start(String then) throws Exception {
        return strangers.start("exec sh -c '" + then + "' " + mark);
    }

    /// Right after an exec a process has hardly any memory yet.
    private static void awaitAtWork(int pid) {
        Awaitility.await()
                .until(() -> ProcessHandle.of(pid).orElseThrow().children().findAny().isPresent());
    }

    @ParameterizedTest
    @CsvSource({"sleep 0.4; exit 0, 0", "sleep 0.4; exit 3, 3", "sleep 0.4; exit 255, 255"})
    void theExitCodeOfAStrangerIsTold(String script, int code) throws Exception {
        int pid = start(script);
        watch();

        ProcessExited exited = seen.await(ProcessExited.class, e -> e.process().pid() == pid);

        assertThat(exited.exit().code()).isEqualTo(code);
        assertThat(exited.role()).isEqualTo(Role.MAIN);
    }

    @ParameterizedTest
    @CsvSource({"KILL, 9", "TERM, 15", "SEGV, 11", "ABRT, 6"})
    void theSignalThatKilledAStrangerIsTold(String name, int number) throws Exception {
        int pid = start("while :; do sleep 0.1; done");
        watch();
        seen.await(ProcessStarted.class);

        Strangers.signal(name, pid);

        assertThat(seen.await(ProcessExited.class).exit().signal()).isEqualTo(number);
    }

    @Test
    void aDeathCarriesWhatWasKnownOfTheProcess() throws Exception {
        int pid = start("sleep 100; :");
        awaitAtWork(pid);
        watch();
        ProcessStarted started = seen.await(ProcessStarted.class);

        Strangers.signal("KILL", pid);
        ProcessExited exited = seen.await(ProcessExited.class);

        assertThat(started.adopted()).isTrue();
        assertThat(exited.command()).contains(mark).startsWith("sh -c");
        assertThat(exited.startedAt()).isBetween(Instant.now().minusSeconds(60), Instant.now());
        assertThat(exited.resident()).isGreaterThan(100_000L);
        assertThat(exited.lastLogAt()).isEqualTo(WRITTEN);
        assertThat(exited.lastLines())
                .containsExactly(new LogTail("app.log", List.of("last line")));
    }

    @Test
    void childrenAreWorkersAndKeepTheirServiceWhenTheirParentDies() throws Exception {
        int main = start("sleep 100 & sleep 101 & wait");
        watch();
        seen.await(ProcessStarted.class, s -> s.role() == Role.WORKER);
        Awaitility.await().until(() -> seen.facts(ProcessStarted.class).size() == 3);

        Strangers.signal("KILL", main);
        ProcessExited exited = seen.await(ProcessExited.class);

        assertThat(exited.role()).isEqualTo(Role.MAIN);
        assertThat(exited.remaining()).isEqualTo(2);
        int worker =
                seen.facts(ProcessStarted.class).stream()
                        .filter(s -> s.role() == Role.WORKER)
                        .findFirst()
                        .orElseThrow()
                        .process()
                        .pid();
        Strangers.signal("KILL", worker);
        ProcessExited second = seen.await(ProcessExited.class, e -> e.process().pid() == worker);
        assertThat(second.role()).isEqualTo(Role.WORKER);
        assertThat(second.remaining()).isEqualTo(1);
        strangers.close();
        seen.facts(ProcessStarted.class)
                .forEach(
                        s -> ProcessHandle.of(s.process().pid()).ifPresent(ProcessHandle::destroy));
    }

    @Test
    void aRestartIsSeenAsANewMainProcess() throws Exception {
        int old = start("sleep 100; :");
        Probes probes = watch();
        seen.await(ProcessStarted.class);
        Strangers.signal("KILL", old);
        seen.await(ProcessExited.class);

        int fresh = start("sleep 100; :");
        ProcessStarted started = seen.await(ProcessStarted.class, s -> s.process().pid() == fresh);

        assertThat(started.adopted()).isFalse();
        assertThat(started.role()).isEqualTo(Role.MAIN);
        assertThat(probes.main(KONTALI)).contains(started.process());
    }

    @Test
    void aLogThatHangsDoesNotKeepTheDeathFromBeingTold() throws Exception {
        int pid = start("sleep 100; :");
        Configuration configuration =
                Configured.of(Configured.kontali(new ProcessMatch.ByCommand(mark)));
        LogBook hanging =
                _ -> {
                    java.util.concurrent.locks.LockSupport.parkNanos(20_000_000_000L);
                    return Watching.NO_LOGS.drain(KONTALI);
                };
        open.add(Probes.start(configuration, folder, seen, hanging, (_, _, _) -> {}));
        seen.await(ProcessStarted.class);

        Strangers.signal("KILL", pid);

        assertThat(seen.await(ProcessExited.class).lastLines()).isEmpty();
    }

    @Test
    void theOwnerOfADeadProcessIsStillKnown() throws Exception {
        int pid = start("sleep 100; :");
        Probes probes = watch();
        seen.await(ProcessStarted.class);

        Strangers.signal("KILL", pid);
        seen.await(ProcessExited.class);

        assertThat(probes.ownerOf(pid, null)).contains(KONTALI);
        assertThat(probes.main(KONTALI)).isEmpty();
        assertThat(probes.ownerOf(1, null)).isEmpty();
    }

    @Test
    void deathsAreToldWithinMilliseconds() throws Exception {
        watch();
        long[] micros = new long[20];
        for (int i = 0; i < micros.length; i++) {
            int pid = start("sleep 100; :");
            seen.await(ProcessStarted.class, s -> s.process().pid() == pid);
            micros[i] = killAndMeasure(pid);
        }
        Arrays.sort(micros);
        System.out.printf(
                "death to outbox: p50 %d us, max %d us of %d%n",
                micros[micros.length / 2], micros[micros.length - 1], micros.length);

        assertThat(Duration.ofNanos(micros[micros.length / 2] * 1000))
                .isLessThan(Duration.ofSeconds(1));
    }

    /// Microseconds from the kill (by a shell built into one process, so that starting it does not
    /// count) to the outbox.
    private long killAndMeasure(int pid) throws Exception {
        ProcessHandle victim = ProcessHandle.of(pid).orElseThrow();
        long killed = System.nanoTime();
        victim.destroyForcibly();
        while (seen.facts(ProcessExited.class).stream().noneMatch(e -> e.process().pid() == pid)) {
            Thread.onSpinWait();
            assertThat(System.nanoTime() - killed).isLessThan(10_000_000_000L);
        }
        return (System.nanoTime() - killed) / 1000;
    }
}

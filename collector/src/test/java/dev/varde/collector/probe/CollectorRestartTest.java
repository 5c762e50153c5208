package dev.varde.collector.probe;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.collector.Sighting;
import dev.varde.events.ExitStatus;
import dev.varde.events.ProcessFact.ProcessExited;
import dev.varde.events.ProcessFact.ProcessStarted;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CollectorRestartTest {
    @TempDir Path folder;
    private Watching w;

    @BeforeEach
    void cast() throws Exception {
        w = new Watching(folder);
    }

    @AfterEach
    void end() throws Exception {
        w.close();
    }

    private ProcessStarted started(int pid, int times) {
        Awaitility.await().until(() -> starts(pid).size() == times);
        return starts(pid).getLast();
    }

    private List<ProcessStarted> starts(int pid) {
        return w.seen.facts(ProcessStarted.class).stream()
                .filter(s -> s.process().pid() == pid)
                .toList();
    }

    @Test
    void aDeathWhileNoCollectorRanIsTold() throws Exception {
        int pid = w.start("sleep 100; :");
        Probes first = w.watch(w.byMark());
        started(pid, 1);
        first.close();
        Strangers.signal("KILL", pid);
        Awaitility.await().until(() -> ProcessHandle.of(pid).isEmpty());

        w.watch(w.byMark());
        ProcessExited exited = w.seen.await(ProcessExited.class, e -> e.process().pid() == pid);

        assertThat(exited.exit().unavailable())
                .isEqualTo("the process ended while the collector was not running");
        assertThat(exited.command()).contains(w.mark);
    }

    @Test
    void aProcessThatLivedOnIsAdopted() throws Exception {
        int pid = w.start("sleep 100; :");
        Probes first = w.watch(w.byMark());
        started(pid, 1);
        first.close();

        w.watch(w.byMark());

        assertThat(started(pid, 2).adopted()).isTrue();
        assertThat(w.seen.facts(ProcessExited.class)).isEmpty();
    }

    @Test
    void aDeathThatTheBrokerNeverHadIsToldAgainWithItsStatus() throws Exception {
        int pid = w.start("sleep 100; :");
        Probes first = w.watch(w.byMark());
        started(pid, 1);
        Strangers.signal("SEGV", pid);
        w.seen.await(ProcessExited.class, e -> e.process().pid() == pid);
        first.close();

        w.watch(w.byMark());
        Awaitility.await().until(() -> deaths(pid).size() == 2);

        assertThat(((ProcessExited) deaths(pid).getLast().fact()).exit().signal()).isEqualTo(11);
        assertThat(deaths(pid).getFirst().id()).isEqualTo(deaths(pid).getLast().id());
        assertThat(deaths(pid).getFirst().time()).isEqualTo(deaths(pid).getLast().time());
    }

    @Test
    void aDeathThatTheBrokerHasIsForgotten() throws Exception {
        int pid = w.start("sleep 100; :");
        Probes first = w.watch(w.byMark());
        started(pid, 1);
        Strangers.signal("KILL", pid);
        w.seen.await(ProcessExited.class, e -> e.process().pid() == pid);
        requireNonNull(deaths(pid).getFirst().acknowledged()).run();
        first.close();

        w.watch(w.byMark());
        int other = w.start("sleep 100; :");
        started(other, 1);

        assertThat(deaths(pid)).hasSize(1);
    }

    private List<Sighting> deaths(int pid) {
        return w.seen.all().stream()
                .filter(s -> s.fact() instanceof ProcessExited e && e.process().pid() == pid)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "{\"bootId\":\"x\"}", "\u0000\u0000"})
    void aTornFileIsTakenAsEmpty(String text) throws Exception {
        Files.writeString(w.data().resolve("processes.json"), text);

        assertThat(new ProcessMemory(w.data(), "boot-1").recall()).isEmpty();
    }

    @Test
    void processesOfAnotherBootAreForgotten() throws Exception {
        int pid = w.start("sleep 100; :");
        Probes first = w.watch(w.byMark());
        started(pid, 1);
        first.close();

        assertThat(new ProcessMemory(w.data(), HostFacts.read().bootId()).recall()).isNotEmpty();
        assertThat(new ProcessMemory(w.data(), "another boot").recall()).isEmpty();
    }

    @Test
    void aFileThatCannotBeWrittenStopsNothing() throws Exception {
        Path nowhere = folder.resolve("nowhere");
        ProcessMemory memory = new ProcessMemory(nowhere, "boot-1");
        memory.keep(
                new ProcessMemory.Entry(
                        Configured.KONTALI,
                        1,
                        2,
                        dev.varde.events.ProcessFact.Role.MAIN,
                        "x",
                        java.time.Instant.EPOCH,
                        ExitStatus.exited(1),
                        java.time.Instant.EPOCH));

        memory.save();
        Files.createDirectory(nowhere);
        memory.save();

        assertThat(new ProcessMemory(nowhere, "boot-1").recall()).hasSize(1);
    }
}

package dev.varde.collector.probe;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.varde.events.ExitStatus;
import dev.varde.events.ProcessKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeathWatchTest {
    private final Map<ProcessKey, ExitStatus> ended = new ConcurrentHashMap<>();
    private DeathWatch watch;

    @BeforeEach
    void cast() {
        var started =
                Posix.load()
                        .flatMap(p -> DeathWatch.start(p, (key, _, exit) -> ended.put(key, exit)));
        assumeTrue(started.isPresent(), "left out: this kernel has no pidfd_open");
        watch = started.get();
    }

    @AfterEach
    void end() {
        if (watch != null) {
            watch.close();
        }
    }

    private static ProcessKey key(Process process) {
        return ProcStat.of(Proc.ROOT, (int) process.pid()).orElseThrow().key();
    }

    @Test
    void aPidThatWasGivenToAnotherProcessIsNotTakenForTheOld() throws Exception {
        Process process = new ProcessBuilder("sleep", "100").start();
        ProcessKey now = key(process);
        ProcessKey before = new ProcessKey(now.pid(), now.startTicks() - 500);

        assertThat(watch.watch(before)).isEqualTo(DeathWatch.Watching.ALREADY_ENDED);
        assertThat(watch.watch(now)).isEqualTo(DeathWatch.Watching.YES);
        process.destroyForcibly();
        Awaitility.await().until(() -> ended.containsKey(now));
        assertThat(ended).containsOnlyKeys(now);
    }

    @Test
    void aProcessThatIsGoneIsSaidToBe() throws Exception {
        Process process = new ProcessBuilder("sleep", "100").start();
        ProcessKey key = key(process);
        process.destroyForcibly().waitFor();

        Awaitility.await().until(() -> watch.watch(key) == DeathWatch.Watching.ALREADY_ENDED);
        assertThat(ended).isEmpty();
    }

    @Test
    void aProcessThatItsParentDoesNotCollectIsToldAtOnce() throws Exception {
        Process parent =
                new ProcessBuilder("sh", "-c", "sleep 0.5 & echo $!; exec sleep 100").start();
        int child = Integer.parseInt(parent.inputReader().readLine());
        ProcessKey key = ProcStat.of(Proc.ROOT, child).orElseThrow().key();
        watch.watch(key);
        try {
            Awaitility.await().until(() -> ended.containsKey(key));

            assertThat(ended.get(key)).isEqualTo(ExitStatus.exited(0));
            assertThat(ProcStat.of(Proc.ROOT, child).orElseThrow().state()).isEqualTo('Z');
        } finally {
            parent.destroyForcibly();
        }
    }

    @Test
    void manyDeathsAtOnceAreAllTold() throws Exception {
        int many = 60;
        Process shell =
                new ProcessBuilder(
                                "sh",
                                "-c",
                                "for i in $(seq " + many + "); do sleep 100 & echo $!; done; wait")
                        .start();
        for (int i = 0; i < many; i++) {
            int pid = Integer.parseInt(shell.inputReader().readLine());
            watch.watch(ProcStat.of(Proc.ROOT, pid).orElseThrow().key());
        }

        shell.descendants().forEach(ProcessHandle::destroyForcibly);

        Awaitility.await().until(() -> ended.size() == many);
        assertThat(ended.values()).allMatch(e -> e.isSignal(9));
        shell.destroyForcibly();
    }

    private DeathWatch another(ExitSource exits, DeathWatch.Mourner mourner) {
        Posix posix = Posix.load().orElseThrow();
        watch.close();
        watch = DeathWatch.start(posix, exits, mourner, posix.eventfd()).orElseThrow();
        return watch;
    }

    /// Starts a process, has it watched and ends it; Java collects it as soon as it has ended.
    private ProcessKey killWatched() throws Exception {
        Process process = new ProcessBuilder("sleep", "100").start();
        ProcessKey key = key(process);
        assertThat(watch.watch(key)).isEqualTo(DeathWatch.Watching.YES);
        process.destroyForcibly().waitFor();
        return key;
    }

    @Test
    void aCollectedProcessWhoseStatusTheKernelNeverTellsIsNotWaitedFor() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        another(
                (_, _) -> {
                    asked.incrementAndGet();
                    return Optional.empty();
                },
                (key, _, exit) -> ended.put(key, exit));

        ProcessKey key = killWatched();

        Awaitility.await().until(() -> ended.containsKey(key));
        assertThat(requireNonNull(ended.get(key)).unavailable()).contains("older than 6.15");
        assertThat(asked).as("two seconds would be some hundred times").hasValueLessThan(50);
    }

    @Test
    void aStatusSourceThatFailsDoesNotEndTheWatch() throws Exception {
        another(
                (_, _) -> {
                    throw new IllegalStateException("broken");
                },
                (key, _, exit) -> ended.put(key, exit));

        ProcessKey first = killWatched();
        ProcessKey second = killWatched();

        Awaitility.await().until(() -> ended.keySet().containsAll(List.of(first, second)));
        assertThat(ended.values()).allMatch(e -> e.unavailable() != null);
    }

    @Test
    void aMournerThatFailsDoesNotEndTheWatch() throws Exception {
        AtomicInteger told = new AtomicInteger();
        another(
                (_, _) -> Optional.of(ExitStatus.exited(4)),
                (key, _, exit) -> {
                    if (told.incrementAndGet() == 1) {
                        throw new IllegalStateException("broken");
                    }
                    ended.put(key, exit);
                });

        killWatched();
        Awaitility.await().until(() -> told.get() == 1);
        ProcessKey second = killWatched();

        Awaitility.await().until(() -> ended.containsKey(second));
        assertThat(ended).containsOnlyKeys(second);
    }

    @Test
    void withoutAnEventfdThereIsNoWatch() {
        Posix posix = Posix.load().orElseThrow();

        assertThat(DeathWatch.start(posix, new KernelExits(posix), (_, _, _) -> {}, -1)).isEmpty();
    }

    @Test
    void afterClosingNothingIsWatchedAndTheThreadEnds() {
        ProcessKey self =
                ProcStat.of(Proc.ROOT, (int) ProcessHandle.current().pid()).orElseThrow().key();

        watch.close();

        assertThat(watch.watch(self)).isEqualTo(DeathWatch.Watching.NOT_POSSIBLE);
        Awaitility.await()
                .until(() ->
                        Thread.getAllStackTraces().keySet().stream()
                                .noneMatch(t -> t.getName().equals("varde-deaths")));
    }
}

package dev.varde.collector.probe;

import static dev.varde.collector.probe.Configured.KONTALI;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.varde.events.ProcessFact.ProcessExited;
import dev.varde.events.ProcessFact.ProcessStarted;
import dev.varde.events.ProcessFact.Role;
import dev.varde.events.ProcessKey;
import dev.varde.events.config.Configuration.ProcessMatch;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Processes that become others: real programs that execute, fork, daemonise and hand over.
class LineageTest {
    /// A server as gunicorn and nginx are: a master with two workers; USR2 starts a new master that
    /// executes the same program and writes the pid file; QUIT ends workers and master with code 0.
    private static final String MASTER =
            """
            import os, signal, sys, time
            pid_file = sys.argv[1]
            workers, go_on = [], [True]
            def upgrade(*_):
                if os.fork() == 0:
                    os.execv(sys.executable, [sys.executable] + sys.argv)
            def quit(*_):
                go_on[0] = False
            for _ in range(2):
                child = os.fork()
                if child == 0:
                    while True:
                        time.sleep(100)
                workers.append(child)
            signal.signal(signal.SIGUSR2, upgrade)
            signal.signal(signal.SIGQUIT, quit)
            with open(pid_file + '.new', 'w') as f:
                f.write(str(os.getpid()))
            os.rename(pid_file + '.new', pid_file)
            while go_on[0]:
                time.sleep(0.05)
            for w in workers:
                os.kill(w, signal.SIGTERM)
                os.waitpid(w, 0)
            os._exit(0)
            """;

    private static final Path LAST_PID = Path.of("/proc/sys/kernel/ns_last_pid");

    @TempDir Path folder;
    private Watching w;
    private Path pidFile;
    private @Nullable Probes watching;

    @BeforeEach
    void cast() throws Exception {
        w = new Watching(folder);
        pidFile = folder.resolve("kontali.pid");
    }

    @AfterEach
    void end() throws Exception {
        w.close();
        for (ProcessStarted each : w.seen.facts(ProcessStarted.class)) {
            ProcStat.of(Proc.ROOT, each.process().pid())
                    .filter(s -> s.key().equals(each.process()))
                    .flatMap(s -> ProcessHandle.of(s.pid()))
                    .ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    private ProcessStarted main(int pid) {
        return w.seen.await(
                ProcessStarted.class, s -> s.process().pid() == pid && s.role() == Role.MAIN);
    }

    private int pidInFile() throws IOException {
        return Integer.parseInt(Files.readString(pidFile).strip());
    }

    private int startMaster() throws Exception {
        assumeTrue(new File("/usr/bin/python3").canExecute(), "left out: needs python3");
        Path script = Files.writeString(folder.resolve("master.py"), MASTER);
        int pid =
                w.strangers.start("exec /usr/bin/python3 " + script + " " + pidFile + " " + w.mark);
        Awaitility.await().until(() -> Files.exists(pidFile));
        return pid;
    }

    /// The new master's pid.
    private int upgrade(int old) throws Exception {
        Strangers.signal("USR2", old);
        Awaitility.await().until(() -> pidInFile() != old);
        return pidInFile();
    }

    @Test
    void aProcessThatExecutesAnotherProgramIsStillTheSame() throws Exception {
        Path go = folder.resolve("go");
        int pid = w.start("until [ -e " + go + " ]; do sleep 0.05; done; exec sleep 4711");
        Probes probes = w.watch(w.byMark());
        ProcessKey before = main(pid).process();

        Files.createFile(go);
        Awaitility.await()
                .until(() -> ProcStat.of(Proc.ROOT, pid).orElseThrow().comm().equals("sleep"));
        Awaitility.await()
                .during(Duration.ofSeconds(2))
                .until(() ->
                        w.seen.facts(ProcessExited.class).stream()
                                .noneMatch(e -> e.process().equals(before)));
        assertThat(probes.main(KONTALI)).contains(before);
        Strangers.signal("KILL", pid);

        ProcessExited exited = w.seen.await(ProcessExited.class, e -> e.process().equals(before));
        assertThat(exited.role()).isEqualTo(Role.MAIN);
        assertThat(exited.command()).isEqualTo("sleep 4711");
    }

    @Test
    void aDaemonThatForksTwiceIsFollowedAndItsEndIsTheServices() throws Exception {
        int launcher =
                w.start("sleep 1; (setsid sh -c \"sleep 100; :\" " + w.mark + "-child &) ; exit 0");
        Probes probes = w.watch(w.byMark());
        main(launcher);
        w.seen.await(ProcessExited.class, e -> e.process().pid() == launcher);

        Awaitility.await().until(() -> probes.main(KONTALI).isPresent());
        int daemon = probes.main(KONTALI).orElseThrow().pid();
        main(daemon);
        Strangers.signal("SEGV", daemon);

        ProcessExited exited = w.seen.await(ProcessExited.class, e -> e.process().pid() == daemon);
        assertThat(exited.role()).isEqualTo(Role.MAIN);
        assertThat(exited.exit().signal()).isEqualTo(11);
    }

    @Test
    void aDaemonWhosePidFileIsWrittenLateIsFound() throws Exception {
        Probes probes = w.watch(new ProcessMatch.ByPidFile(pidFile));
        int pid = w.start("sleep 1; echo $$ > " + pidFile + "; exec sleep 100");

        assertThat(main(pid).process()).isEqualTo(probes.main(KONTALI).orElseThrow());
    }

    @Test
    void aMasterAndItsWorkersAreToldApart() throws Exception {
        int master = startMaster();
        w.watch(w.byMark());

        main(master);
        Awaitility.await()
                .until(() ->
                        w.seen.facts(ProcessStarted.class).stream()
                                        .filter(s -> s.role() == Role.WORKER)
                                        .count()
                                == 2);

        assertThat(w.seen.facts(ProcessStarted.class))
                .filteredOn(s -> s.role() == Role.MAIN)
                .hasSize(1);
    }

    @Test
    void aMasterThatReplacesItselfHandsOverByItsEnd() throws Exception {
        int old = startMaster();
        Probes probes = w.watch(w.byMark());
        main(old);
        int fresh = upgrade(old);
        w.seen.await(ProcessStarted.class, s -> s.process().pid() == fresh);
        assertThat(probes.main(KONTALI).orElseThrow().pid()).isEqualTo(old);

        Strangers.signal("QUIT", old);

        main(fresh);
        ProcessExited exited = w.seen.await(ProcessExited.class, e -> e.process().pid() == old);
        assertThat(exited.exit().code()).isZero();
        assertThat(exited.remaining()).isPositive();
        assertThat(probes.main(KONTALI).orElseThrow().pid()).isEqualTo(fresh);
    }

    @Test
    void aMasterThatReplacesItselfHandsOverByItsPidFile() throws Exception {
        int old = startMaster();
        Probes probes = w.watch(new ProcessMatch.ByPidFile(pidFile));
        main(old);

        int fresh = upgrade(old);

        main(fresh);
        assertThat(probes.main(KONTALI).orElseThrow().pid()).isEqualTo(fresh);
        Strangers.signal("QUIT", old);
        ProcessExited exited = w.seen.await(ProcessExited.class, e -> e.process().pid() == old);
        assertThat(exited.role())
                .as("the old master is one of the rest by now")
                .isEqualTo(Role.WORKER);
    }

    @Test
    void aMasterThatCrashesHandsOverToNobody() throws Exception {
        int master = startMaster();
        Probes probes = w.watch(w.byMark());
        main(master);
        Awaitility.await().until(() -> w.seen.facts(ProcessStarted.class).size() == 3);

        Strangers.signal("KILL", master);

        ProcessExited exited = w.seen.await(ProcessExited.class, e -> e.process().pid() == master);
        assertThat(exited.role()).isEqualTo(Role.MAIN);
        assertThat(exited.remaining()).isEqualTo(2);
        assertThat(probes.main(KONTALI)).isEmpty();
    }

    @Test
    void aZombieIsNotTakenForAlive() throws Exception {
        int parent =
                w.strangers.start("sh -c 'sleep 1.5; exit 7' " + w.mark + " &\nexec sleep 100");
        Probes probes = w.watch(w.byMark());
        ProcessStarted child = w.seen.await(ProcessStarted.class);
        assertThat(child.process().pid()).isNotEqualTo(parent);

        ProcessExited exited = w.seen.await(ProcessExited.class);

        assertThat(exited.exit().code()).isEqualTo(7);
        assertThat(ProcStat.of(Proc.ROOT, child.process().pid()).map(ProcStat::state))
                .as("its parent has not collected it")
                .isEqualTo(Optional.of('Z'));
        assertThat(probes.main(KONTALI)).isEmpty();
        assertThat(w.seen.facts(ProcessStarted.class)).hasSize(1);
    }

    @Test
    void aZombieThatWasThereBeforeTheCollectorIsNoProcessOfTheService() throws Exception {
        w.strangers.start("sh -c 'exit 7' " + w.mark + " &\nexec sleep 100");
        Awaitility.await()
                .until(() ->
                        w.strangers.pids().stream()
                                .flatMap(p -> ProcessHandle.of(p).stream())
                                .flatMap(ProcessHandle::children)
                                .map(p -> ProcStat.of(Proc.ROOT, (int) p.pid()))
                                .anyMatch(s -> s.filter(ProcStat::ended).isPresent()));

        Probes probes = w.watch(w.byMark());

        assertThat(probes.main(KONTALI)).isEmpty();
        assertThat(w.seen.facts(ProcessStarted.class)).isEmpty();
    }

    @Test
    void anotherProcessWithTheSamePidIsNotTakenForTheOldOne() throws Exception {
        int pid = startAndKill();

        reuse(pid, "exec sleep 100");

        Awaitility.await()
                .during(Duration.ofSeconds(2))
                .until(() -> probes().main(KONTALI).isEmpty());
        assertThat(w.seen.facts(ProcessStarted.class)).hasSize(1);
        assertThat(w.seen.facts(ProcessExited.class)).hasSize(1);
    }

    @Test
    void aNewProcessOfTheServiceWithTheSamePidIsSeen() throws Exception {
        int pid = startAndKill();

        reuse(pid, alone());

        Awaitility.await().until(() -> w.seen.facts(ProcessStarted.class).size() == 2);
        ProcessStarted second = w.seen.facts(ProcessStarted.class).getLast();
        assertThat(second.process().pid()).isEqualTo(pid);
        assertThat(second.role()).isEqualTo(Role.MAIN);
    }

    private int startAndKill() throws Exception {
        assumeTrue(Files.isWritable(LAST_PID), "left out: needs root, to have a pid given again");
        int pid = w.strangers.start(alone());
        watching = w.watch(w.byMark());
        main(pid);
        Strangers.signal("KILL", pid);
        w.seen.await(ProcessExited.class);
        return pid;
    }

    /// A process with no other in its session, which would keep the pid from being given again.
    private String alone() {
        return "exec bash -c 'exec -a " + w.mark + " sleep 100'";
    }

    private Probes probes() {
        return Objects.requireNonNull(watching);
    }

    /// Has a shell start a process until it gets the pid, by setting the last one that was given
    /// (proc_sys_kernel(5), ns_last_pid).
    private void reuse(int pid, String command) throws Exception {
        Path body = Files.writeString(folder.resolve("again.sh"), command + "\n");
        Awaitility.await().until(() -> ProcStat.of(Proc.ROOT, pid).isEmpty());
        String script =
                """
                for i in $(seq 500); do
                    echo %d > %s
                    setsid sh %s </dev/null >/dev/null 2>&1 &
                    if [ $! = %d ]; then echo yes; exit; fi
                    kill -9 $!
                done
                echo no
                """
                        .formatted(pid - 1, LAST_PID, body, pid);
        Process shell = new ProcessBuilder("bash", "-c", script).start();
        boolean got = "yes".equals(shell.inputReader().readLine());
        assumeTrue(got, "left out: the pid went to a process of somebody else");
        w.strangers.adopt(pid);
    }

    @Test
    void aProcessThatEndedBeforeAnyLookIsToldByItsPidFile() throws Exception {
        int first = startNamed();
        w.watch(new ProcessMatch.ByPidFile(pidFile));
        w.seen.await(ProcessStarted.class, s -> s.process().pid() == first);
        ProcessHandle.of(first).orElseThrow().destroyForcibly();
        w.seen.await(ProcessExited.class, e -> e.process().pid() == first);

        int brief = ended();
        name(brief);

        ProcessExited over = w.seen.await(ProcessExited.class, e -> e.process().pid() == brief);
        assertThat(over.role()).isEqualTo(Role.MAIN);
        assertThat(over.exit().unavailable()).isNotNull();
        int last = startNamed();
        w.seen.await(ProcessStarted.class, s -> s.process().pid() == last);
        assertThat(w.seen.facts(ProcessExited.class)).hasSize(2);
    }

    @Test
    void aSuccessorThatWasOverBeforeItsPredecessorIsToldByItsPidFile() throws Exception {
        int first = startNamed();
        w.watch(new ProcessMatch.ByPidFile(pidFile));
        w.seen.await(ProcessStarted.class, s -> s.process().pid() == first);
        int brief = ended();
        name(brief);

        ProcessHandle.of(first).orElseThrow().destroyForcibly();

        w.seen.await(ProcessExited.class, e -> e.process().pid() == first);
        w.seen.await(ProcessExited.class, e -> e.process().pid() == brief);
    }

    @Test
    void aPidFileThatWasLeftBehindTellsOfNoEnd() throws Exception {
        name(ended());
        w.watch(new ProcessMatch.ByPidFile(pidFile));
        int pid = startNamed();
        w.seen.await(ProcessStarted.class, s -> s.process().pid() == pid);

        assertThat(w.seen.facts(ProcessExited.class)).isEmpty();
    }

    private int startNamed() throws Exception {
        int pid = w.start("exec sleep 100");
        name(pid);
        return pid;
    }

    private void name(int pid) throws IOException {
        Path next = Files.writeString(folder.resolve("next.pid"), pid + "\n");
        Files.move(
                next, pidFile, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /// The pid of a process that is over.
    private static int ended() throws Exception {
        Process process = new ProcessBuilder("true").start();
        process.waitFor();
        return (int) process.pid();
    }
}

package dev.varde.collector.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.varde.collector.redact.Redactor;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Real programs that hang.
class DumperTest {
    private static final Path PROC = Path.of("/proc");
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final String DEADLOCK =
            """
            public class Deadlock {
                static final Object A = new Object(), B = new Object();
                static final java.util.concurrent.CyclicBarrier BOTH =
                        new java.util.concurrent.CyclicBarrier(2);
                public static void main(String[] a) {
                    new Thread(() -> take(A, B), "clerk-1").start();
                    new Thread(() -> take(B, A), "clerk-2").start();
                }
                static void take(Object first, Object second) {
                    synchronized (first) {
                        try { BOTH.await(); } catch (Exception e) { throw new Error(e); }
                        System.out.println("ready");
                        synchronized (second) { System.out.println("never"); }
                    }
                }
            }
            """;

    @TempDir private Path directory;
    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void end() {
        started.forEach(Process::destroyForcibly);
    }

    private Process start(String... words) throws IOException {
        Process process =
                new ProcessBuilder(words)
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("printed").toFile())
                        .start();
        started.add(process);
        return process;
    }

    private Process deadlocked(String... options) throws IOException {
        Path source = Files.writeString(directory.resolve("Deadlock.java"), DEADLOCK);
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(Arrays.asList(options));
        words.add(source.toString());
        Process process = start(words.toArray(String[]::new));
        await().atMost(LONG)
                .until(() -> Files.readString(directory.resolve("printed")).contains("ready"));
        return process;
    }

    /// A Python that waits for something that never comes, in a function of a name.
    private Process hungPython() throws IOException {
        Path ready = directory.resolve("ready");
        Path script =
                Files.writeString(
                        directory.resolve("app.py"),
                        """
                        import sys, threading
                        def wait_for_ledger(lock):
                            open(sys.argv[1], "w").close()
                            lock.acquire()
                        lock = threading.Lock()
                        lock.acquire()
                        wait_for_ledger(lock)
                        """);
        Process process = start(python(), script.toString(), ready.toString());
        await().atMost(LONG).until(() -> Files.exists(ready));
        return process;
    }

    private static String python() {
        Path real = Path.of("/usr/bin/python3");
        assumeTrue(Files.isExecutable(real), "left out: no /usr/bin/python3 here");
        return real.toString();
    }

    private Dumper without(Duration patience, Path... tools) {
        return new Dumper(new Tools(List.of(tools)), PROC, Redactor.STANDARD, patience);
    }

    /// A tool of that name that runs this shell script.
    private Path tool(String name, String script) throws IOException {
        Path home = Files.createDirectories(directory.resolve("tools"));
        Path file = Files.writeString(home.resolve(name), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        return home;
    }

    private static int pid(Process process) {
        return Math.toIntExact(process.pid());
    }

    @Test
    void aDeadlockOfAJvmIsNamedByItsOwnTool() throws Exception {
        Dump dump = Dumper.here(Redactor.STANDARD).take(pid(deadlocked()));

        assertThat(dump.by()).isEqualTo("jcmd");
        assertThat(dump.text())
                .contains("Found one Java-level deadlock", "clerk-1", "clerk-2", "Deadlock.take");
        assertThat(dump.took()).isLessThan(LONG);
    }

    @Test
    void aPythonThatHangsIsShownByPySpyWhereItIsThere() throws Exception {
        boolean there =
                Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                        .anyMatch(d -> Files.isExecutable(Path.of(d, "py-spy")));
        assumeTrue(there, "left out: no py-spy here; pip install py-spy");

        Dump dump = Dumper.here(Redactor.STANDARD).take(pid(hungPython()));

        assertThat(dump.by()).isEqualTo("py-spy");
        assertThat(dump.text()).contains("wait_for_ledger (", "app.py:4");
    }

    @Test
    void withoutAToolTheKernelShowsWhereEachThreadWaits() throws Exception {
        Process process = hungPython();

        Dump dump = without(LONG).take(pid(process));

        assertThat(dump.by()).isEqualTo("/proc");
        assertThat(dump.text())
                .contains("1 threads of process " + process.pid())
                .contains("thread " + process.pid() + " \"python3")
                .contains("S (sleeping)", "in ", "system call ");
        assertThat(process.isAlive()).isTrue();
    }

    @Test
    void aToolThatHangsIsEndedAndTheKernelAskedInstead() throws Exception {
        Path tools = tool("py-spy", "echo $$ > " + directory + "/tool.pid; exec sleep 60");

        Dump dump = without(Duration.ofMillis(700), tools).take(pid(hungPython()));

        assertThat(dump.by()).isEqualTo("/proc");
        assertThat(dump.text())
                .startsWith("py-spy: gave no answer in time")
                .contains("S (sleeping)");
        long tool = Long.parseLong(Files.readString(directory.resolve("tool.pid")).strip());
        await().until(() -> ProcessHandle.of(tool).filter(ProcessHandle::isAlive).isEmpty());
    }

    @Test
    void aToolThatFailsIsQuotedAndNotBelieved() throws Exception {
        Path tools = tool("py-spy", "echo 'Error: Permission Denied'; exit 1");

        Dump dump = without(LONG, tools).take(pid(hungPython()));

        assertThat(dump.text()).startsWith("py-spy: ended with exit code 1: Error: Permission");
    }

    @Test
    void aDumpIsRedactedAndItsBeginningKept() throws Exception {
        Path tools = tool("py-spy", "echo 'Thread 1: password=Tr0llpass'; yes frame | head -c 2M");

        Dump dump = without(LONG, tools).take(pid(hungPython()));

        assertThat(dump.by()).isEqualTo("py-spy");
        assertThat(dump.text()).startsWith("Thread 1: password=***").hasSize(Dumper.MOST_CHARS);
        assertThat(dump.cut()).isTrue();
    }

    @Test
    void aJvmWritesItsThreadsWhenAskedBySignal() throws Exception {
        Process jvm = deadlocked();

        assertThat(Quit.ask(PROC, pid(jvm))).isTrue();

        await().atMost(LONG)
                .until(() -> Files.readString(directory.resolve("printed")).contains("clerk-1"));
        assertThat(jvm.isAlive()).isTrue();
    }

    @Test
    void whoWouldDieOfTheSignalIsNotSentIt() throws Exception {
        Process deaf = deadlocked("-Xrs");
        Process python = hungPython();

        assertThat(Quit.catches(PROC, pid(deaf))).isFalse();
        assertThat(Quit.ask(PROC, pid(deaf))).isFalse();
        assertThat(Quit.ask(PROC, pid(python))).isFalse();
        assertThat(deaf.isAlive()).isTrue();
        assertThat(python.isAlive()).isTrue();
    }

    @Test
    void aProcessThatIsGoneIsSaidToBe() throws Exception {
        Process process = start("true");
        process.waitFor();

        assertThat(without(LONG).take(pid(process)).text()).contains("is gone");
    }
}

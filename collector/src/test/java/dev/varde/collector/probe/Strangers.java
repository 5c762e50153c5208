package dev.varde.collector.probe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/// Starts processes that are not children of the test, as a service's are not the collector's.
final class Strangers implements AutoCloseable {
    private final Path folder;
    private final List<Long> pids = new ArrayList<>();
    private int started;

    Strangers(Path folder) {
        this.folder = folder;
    }

    /// Runs a shell script in a session of its own; its parent goes away at once. The script's
    /// process is the shell, which `exec` may replace.
    ///
    /// @return its pid
    int start(String script) throws IOException, InterruptedException {
        Path pidFile = folder.resolve("stranger-" + started + ".pid");
        Path body = folder.resolve("stranger-" + started++ + ".sh");
        Files.writeString(
                body,
                "echo $$ > "
                        + pidFile
                        + ".new\nmv "
                        + pidFile
                        + ".new "
                        + pidFile
                        + "\n"
                        + script
                        + "\n");
        new ProcessBuilder("sh", "-c", "setsid sh " + body + " </dev/null >/dev/null 2>&1 &")
                .inheritIO()
                .start()
                .waitFor();
        Awaitility.await()
                .pollInterval(Duration.ofMillis(2))
                .atMost(Duration.ofSeconds(5))
                .until(() -> Files.exists(pidFile));
        int pid = Integer.parseInt(Files.readString(pidFile).strip());
        pids.add((long) pid);
        return pid;
    }

    /// Ends this one, too.
    void adopt(int pid) {
        pids.add((long) pid);
    }

    List<Long> pids() {
        return List.copyOf(pids);
    }

    static void signal(String name, int pid) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Integer.toString(pid)).inheritIO().start().waitFor();
    }

    /// Ends what was started, and its children.
    @Override
    public void close() {
        for (long pid : pids) {
            ProcessHandle.of(pid)
                    .ifPresent(p -> {
                        p.descendants().forEach(ProcessHandle::destroyForcibly);
                        p.destroyForcibly();
                    });
        }
    }
}

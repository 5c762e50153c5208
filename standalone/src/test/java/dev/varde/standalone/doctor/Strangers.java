package dev.varde.standalone.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/// Starts processes that are not children of the test, as a service's are not the doctor's.
public final class Strangers implements AutoCloseable {
    private final Path folder;
    private final List<Long> pids = new ArrayList<>();

    public Strangers(Path folder) {
        this.folder = folder;
    }

    /// Runs a shell script in a session of its own, whose process `exec` may replace.
    ///
    /// @return its pid
    public int start(String script) throws IOException, InterruptedException {
        Path pidFile = folder.resolve("stranger-" + pids.size() + ".pid");
        Path body = folder.resolve("stranger-" + pids.size() + ".sh");
        Files.writeString(
                body, "echo $$ > %1$s.new && mv %1$s.new %1$s\n%2$s\n".formatted(pidFile, script));
        new ProcessBuilder("sh", "-c", "setsid sh " + body + " </dev/null >/dev/null 2>&1 &")
                .inheritIO()
                .start()
                .waitFor();
        Awaitility.await()
                .pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(20))
                .until(() -> Files.exists(pidFile));
        int pid = Integer.parseInt(Files.readString(pidFile).strip());
        pids.add((long) pid);
        return pid;
    }

    /// Kills one and waits for its end.
    void kill(int pid) {
        ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
        process.destroyForcibly();
        process.onExit().join();
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

package dev.varde.collector.probe;

import dev.varde.events.ProcessKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A folder that looks like /proc, with the processes that a test puts there.
final class FakeProc {
    final Path root;

    FakeProc(Path folder) throws IOException {
        root = Files.createDirectories(folder.resolve("proc"));
    }

    /// A running process, or the same one changed.
    ProcessKey runs(int pid, int parent, long startTicks, String command) throws IOException {
        return put(pid, parent, 'S', startTicks, command);
    }

    ProcessKey zombie(int pid, int parent, long startTicks) throws IOException {
        return put(pid, parent, 'Z', startTicks, "");
    }

    private ProcessKey put(int pid, int parent, char state, long startTicks, String command)
            throws IOException {
        Path folder = Files.createDirectories(root.resolve(Integer.toString(pid)));
        String before = " 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 1 0 ";
        String after = " 4096 100" + " 0".repeat(28);
        Files.writeString(
                folder.resolve("stat"),
                pid + " (x) " + state + " " + parent + before + startTicks + after + "\n");
        Files.writeString(folder.resolve("cmdline"), command.replace(' ', '\0') + "\0");
        return new ProcessKey(pid, startTicks);
    }

    void gone(int pid) throws IOException {
        Path folder = root.resolve(Integer.toString(pid));
        Files.deleteIfExists(folder.resolve("stat"));
        Files.deleteIfExists(folder.resolve("cmdline"));
        Files.deleteIfExists(folder.resolve("cgroup"));
        Files.deleteIfExists(folder);
    }
}

package dev.varde.bench;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Has the kernel kill a process that passes the memory limit of a cgroup made for it.
final class GreedyProcess implements AutoCloseable {
    private static final Path ROOT = Path.of("/sys/fs/cgroup");
    private static final String LIMIT = Integer.toString(32 << 20);

    private final Path cgroup;

    private GreedyProcess(Path cgroup) {
        this.cgroup = cgroup;
    }

    /// Whether this user may.
    static boolean possible() {
        return Files.isWritable(hierarchy().resolve("cgroup.procs"))
                && Files.isReadable(Path.of("/dev/kmsg"));
    }

    private static Path hierarchy() {
        Path memory = ROOT.resolve("memory");
        return Files.isDirectory(memory) ? memory : ROOT;
    }

    static GreedyProcess prepare() throws IOException {
        Path cgroup = hierarchy().resolve("varde-bench-" + System.nanoTime());
        Files.createDirectory(cgroup);
        Path versionOne = cgroup.resolve("memory.limit_in_bytes");
        Files.writeString(
                Files.exists(versionOne) ? versionOne : cgroup.resolve("memory.max"), LIMIT);
        return new GreedyProcess(cgroup);
    }

    /// A process that was killed.
    ///
    /// @param loggedMillis when this program could read the kernel's line, since 1970
    record Killed(int pid, long loggedMillis) {}

    /// Lets one process be killed and reads the kernel's line about it.
    Killed killOne() throws IOException {
        try (FileInputStream kernel = new FileInputStream("/dev/kmsg")) {
            Process process =
                    new ProcessBuilder(
                                    "sh",
                                    "-c",
                                    "echo $$ > "
                                            + cgroup
                                            + "/cgroup.procs; x=0123456789; while :; do x=$x$x; done")
                            .start();
            byte[] record = new byte[8192];
            String line = "Killed process " + process.pid() + " ";
            String told = "";
            while (!told.contains(line)) {
                told = new String(record, 0, kernel.read(record), StandardCharsets.ISO_8859_1);
            }
            return new Killed((int) process.pid(), System.currentTimeMillis());
        }
    }

    @Override
    public void close() throws IOException {
        for (int i = 0; i < 100 && Files.exists(cgroup); i++) {
            if (cgroup.toFile().delete()) {
                return;
            }
            java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
        }
    }
}

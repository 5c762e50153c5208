package dev.varde.collector.dump;

import dev.varde.collector.ToolRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// Asks a JVM without tools for its threads by SIGQUIT. With any other program, Go's among them,
/// that signal is an end, and so it is to a JVM that was told not to use it (`-Xrs`); so it is sent
/// only where the JVM's library is mapped and the kernel shows that the signal is caught.
final class Quit {
    /// Signal 3; SigCgt of proc_pid_status(5) is a mask with bit n-1 for signal n.
    private static final long SIGQUIT = 1L << 2;

    private static final Duration LIMIT = Duration.ofSeconds(1);
    private static final int HEX = 16;

    private Quit() {}

    static boolean ask(Path proc, int pid) throws InterruptedException {
        return Tools.isJvm(proc, pid)
                && catches(proc, pid)
                && ToolRun.run(List.of("kill", "-QUIT", Integer.toString(pid)), LIMIT)
                        .text()
                        .isBlank();
    }

    static boolean catches(Path proc, int pid) {
        try {
            return Files.readAllLines(proc.resolve(Integer.toString(pid)).resolve("status"))
                    .stream()
                    .filter(l -> l.startsWith("SigCgt:"))
                    .map(l -> l.substring("SigCgt:".length()).strip())
                    .anyMatch(mask -> (Long.parseUnsignedLong(mask, HEX) & SIGQUIT) != 0);
        } catch (IOException | NumberFormatException _) {
            return false;
        }
    }
}

package dev.varde.standalone.e2e;

import java.util.concurrent.TimeUnit;

/// Ends what a test started.
final class Ends {
    private Ends() {}

    /// Whether it ended in time.
    static boolean within(Process process, long seconds) {
        try {
            return process.waitFor(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// SIGTERM, and SIGKILL when that does not help in time.
    static void gently(Process process, long seconds) {
        process.destroy();
        try {
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}

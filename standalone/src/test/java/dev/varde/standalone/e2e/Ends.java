package dev.varde.standalone.e2e;

import java.util.concurrent.TimeUnit;

/// Ends what a test started.
final class Ends {
    private Ends() {}

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

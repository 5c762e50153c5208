package dev.varde.collector.app;

import dev.varde.collector.redact.RedactedLog;
import dev.varde.events.HostName;

/// What happens to the collector itself.
final class CollectorLog {
    private static final RedactedLog LOG = RedactedLog.of("dev.varde.collector");

    private CollectorLog() {}

    static void started(HostName host, int services, String run) {
        LOG.infof("host=%s run=%s: watching %d services", host, run, (Object) services);
    }

    static void stopped(HostName host, long spooled) {
        LOG.infof("host=%s: stopped, %d events wait on disk", host, (Object) spooled);
    }

    static void tickFailed(String name, RuntimeException e) {
        LOG.errorf(e, "%s failed and is tried again at its next turn", name);
    }

    static void notClosed(String part, Exception e) {
        LOG.errorf(e, "%s did not close cleanly", part);
    }
}

package dev.varde.collector.app;

import dev.varde.collector.redact.RedactedLog;
import dev.varde.events.HostName;
import java.util.List;

/// What happens to the collector itself.
final class CollectorLog {
    private static final RedactedLog LOG = RedactedLog.of("dev.varde.collector");

    private CollectorLog() {}

    static void started(HostName host, int services, String run) {
        LOG.infof("host=%s run=%s: watching %d services", host, run, (Object) services);
    }

    static void taken(String file, List<String> changes) {
        Tally.CONFIGURATIONS_TAKEN.add();
        LOG.infof(
                "%s: taken over while running: %s",
                file,
                changes.isEmpty()
                        ? "nothing of it concerns the collector"
                        : String.join("; ", changes));
    }

    static void rejected(String file, List<String> problems) {
        Tally.CONFIGURATIONS_REJECTED.add();
        LOG.errorf(
                "%s: refused, what held before holds on: %s", file, String.join(" | ", problems));
    }

    static void showsItself(String address) {
        LOG.infof("health and metrics: http://%s/q/health, /q/metrics", address);
    }

    static void doesNotShowItself(String address, String reason) {
        LOG.warnf(
                "no health and metrics: %s cannot be listened on (%s); choose another address with"
                        + " host.http, or 'off'",
                address, reason);
    }

    static void deafToHangup() {
        LOG.warnf("SIGHUP cannot be heard; the configuration is read when its file changes");
    }

    static void stopped(HostName host, long spooled) {
        LOG.infof("host=%s: stopped, %d events wait on disk", host, (Object) spooled);
    }

    static void tickFailed(String name, RuntimeException e) {
        Tally.TICKS_FAILED.add();
        LOG.errorf(e, "%s failed and is tried again at its next turn", name);
    }

    static void notClosed(String part, Exception e) {
        LOG.errorf(e, "%s did not close cleanly", part);
    }
}

package dev.varde.collector.tail;

import dev.varde.collector.redact.RedactedLog;
import java.io.IOException;
import java.nio.file.Path;

/// What happens to log files.
final class TailLog {
    private static final RedactedLog LOG = RedactedLog.of("dev.varde.collector.tail");

    private TailLog() {}

    static void followed(Path file, long offset) {
        LOG.debugf("following %s from byte %d", file, offset);
    }

    static void truncated(Path file) {
        LOG.debugf("%s was truncated or rewritten; reading it from its start", file);
    }

    static void notReadable(Path file, String reason) {
        LOG.warnf("%s cannot be read: %s", file, reason);
    }

    static void released(Path file) {
        LOG.debugf("%s is rotated away or deleted and read to its end; it is released", file);
    }

    static void notVerified(Path file, Exception e) {
        LOG.debugf("%s: what stands before its position cannot be read: %s", file, e.getMessage());
    }

    static void lastLinesNotRead(Path file, IOException e) {
        LOG.warnf("the last lines of %s cannot be read: %s", file, e.getMessage());
    }

    static void notListed(Path file, Exception e) {
        LOG.debugf("%s cannot be looked at for older generations: %s", file, e.getMessage());
    }

    static void notClosed(Path file, IOException e) {
        LOG.debugf("%s cannot be closed: %s", file, e.getMessage());
    }

    static void positionsDamaged(Path file, String reason) {
        LOG.warnf("%s is damaged, logs are followed from their end: %s", file, reason);
    }

    static void positionsNotRead(Path file, String reason) {
        LOG.warnf("%s cannot be read, logs are followed from their end: %s", file, reason);
    }

    static void positionsNotSaved(String reason) {
        LOG.errorf("the logs' positions cannot be saved: %s", reason);
    }

    static void withoutNotices(String reason) {
        LOG.debugf("the kernel notices no writes, logs are asked for their size: %s", reason);
    }

    static void stumbled(RuntimeException e) {
        LOG.error("the log reader stumbled and goes on", e);
    }
}

package dev.varde.collector.journal;

import dev.varde.collector.redact.RedactedLog;
import java.nio.file.Path;

/// What happens while the journal is read.
final class JournalLog {
    private static final RedactedLog LOG = RedactedLog.of("dev.varde.collector.journal");

    private JournalLog() {}

    static void positionDamaged(Path file, String reason) {
        LOG.warnf("%s is damaged, the journal is followed from now on: %s", file, reason);
    }

    static void positionNotSaved(Path file, String reason) {
        LOG.errorf("%s cannot be written: %s", file, reason);
    }

    static void interrupted(String reason) {
        LOG.warnf("following the journal is begun again: %s", reason);
    }

    static void blind(String reason) {
        LOG.warnf("the journal cannot be read: %s", reason);
    }

    static void stumbled(RuntimeException e) {
        LOG.error("the journal's reader stumbled and goes on", e);
    }
}

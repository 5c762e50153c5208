package dev.varde.console.app;

import java.nio.file.Path;
import org.jboss.logging.Logger;

/// What the console says in the log. Contents and secrets never.
final class Telemetry {
    private static final Logger LOG = Logger.getLogger("dev.varde.console");

    private Telemetry() {}

    static void started(Path data) {
        LOG.infof("console started; its token is in %s", data.resolve(Token.FILE));
    }

    static void caughtUp(long millis) {
        LOG.infof("console has read what happened before, in %d ms", millis);
    }

    static void kafkaAway(String reason) {
        LOG.warnf("console cannot reach Kafka and shows what it knows: %s", reason);
    }

    static void kafkaBack() {
        LOG.info("console reaches Kafka again");
    }

    static void skipped(String topic, int partition, long offset, String reason) {
        LOG.warnf(
                "console skipped an unreadable record topic=%s partition=%d offset=%d: %s",
                topic, partition, offset, reason);
    }

    static void historyUnread(String reason) {
        LOG.warnf("console could not read older host facts; some stay unknown: %s", reason);
    }

    static void said(String word, String about) {
        LOG.infof("operator said %s about %s", word, about);
    }

    static void failed(Throwable e) {
        LOG.error("console's reader failed and starts anew", e);
    }
}

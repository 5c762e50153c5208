package dev.varde.collector.ship;

import dev.varde.collector.redact.RedactedLog;
import org.jspecify.annotations.Nullable;

/// What happens on the way to the broker.
final class ShipLog {
    private static final RedactedLog LOG = RedactedLog.of("dev.varde.collector.ship");

    private ShipLog() {}

    static void topicsNotMade(@Nullable String reason) {
        LOG.warnf("the topics are left as they are, Kafka refused: %s", reason);
    }

    static void brokerAway(String reason) {
        LOG.warnf("Kafka does not take events, they are kept on disk: %s", reason);
    }

    static void brokerBack(long spooled) {
        LOG.infof("Kafka takes events; %d wait on disk", spooled);
    }

    static void tooLarge(String event) {
        LOG.warnf("event %s is larger than the broker takes; a shorter one is sent", event);
    }

    static void notWritten(String reason) {
        LOG.errorf("the spool cannot be written, events are kept in memory: %s", reason);
    }

    static void notRead(String reason) {
        LOG.errorf("a part of the spool cannot be read and is given up: %s", reason);
    }

    static void standingNotSaved(String reason) {
        LOG.errorf("how far the spool has come cannot be noted down: %s", reason);
    }

    static void notFreed(String reason) {
        LOG.errorf("a file of the spool that was sent cannot be deleted: %s", reason);
    }

    static void leftAlone(String file) {
        LOG.errorf("a file in the spool is left as it is: %s", file);
    }

    static void deadLetter(long number, String reason) {
        LOG.errorf("event %d goes to varde.dead-letters: %s", (Object) number, reason);
    }

    static void refusedAsDeadLetter(long number, String reason) {
        LOG.errorf("event %d is given up, Kafka refuses it: %s", (Object) number, reason);
    }

    static void notEncoded(String event, Exception e) {
        LOG.errorf(e, "event %s cannot be written as JSON", event);
    }

    static void callbackFailed(RuntimeException e) {
        LOG.error("a source did not take its acknowledgement", e);
    }

    static void senderFailed(RuntimeException e) {
        LOG.error("the sender stumbled and starts again", e);
    }
}

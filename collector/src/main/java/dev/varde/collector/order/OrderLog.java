package dev.varde.collector.order;

import dev.varde.collector.redact.RedactedLog;
import dev.varde.events.OrderId;
import dev.varde.events.RestartOrder;
import java.nio.file.Path;
import java.time.Duration;

/// What becomes of orders.
final class OrderLog {
    private static final RedactedLog LOG = RedactedLog.of("dev.varde.collector.order");

    private OrderLog() {}

    static void started(RestartOrder order, String action) {
        LOG.infof("order=%s service=%s: restarting by %s", order.id(), order.service(), action);
    }

    static void carriedOut(RestartOrder order, int exitCode, Duration took) {
        LOG.infof(
                "order=%s service=%s: restart action ended with exit code %d after %d ms",
                order.id(), order.service(), (Object) exitCode, (Object) took.toMillis());
    }

    static void dumped(RestartOrder order, int pid, String by, Duration took) {
        LOG.infof(
                "order=%s service=%s pid=%d: looked at the threads by %s for %d ms",
                order.id(), order.service(), (Object) pid, by, (Object) took.toMillis());
    }

    static void stumbled(RestartOrder order, Throwable e) {
        LOG.errorf(e, "order=%s service=%s: the collector stumbled", order.id(), order.service());
    }

    static void refused(RestartOrder order, String reason) {
        LOG.warnf("order=%s service=%s: refused, %s", order.id(), order.service(), reason);
    }

    static void seenBefore(OrderId order) {
        LOG.infof("order=%s: seen before, passed over", order);
    }

    static void notWrittenDown(OrderId order, String reason) {
        LOG.errorf("order=%s: cannot be written down: %s", order, reason);
    }

    static void unreadable(long offset, String reason) {
        LOG.warnf("a record on varde.commands at offset %d is no order: %s", offset, reason);
    }

    static void brokerAway(String reason) {
        LOG.debugf("no orders can be read: %s", reason);
    }

    static void bookDamaged(Path aside, String reason) {
        LOG.errorf("the order book is damaged, set aside as %s and begun anew: %s", aside, reason);
    }

    static void offsetNotSaved(String reason) {
        LOG.errorf("the place in varde.commands cannot be saved: %s", reason);
    }

    static void outputNotKept(Path file, String reason) {
        LOG.warnf("what an action printed cannot be kept in %s: %s", file, reason);
    }
}

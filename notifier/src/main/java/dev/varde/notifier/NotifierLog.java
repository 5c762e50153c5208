package dev.varde.notifier;

import dev.varde.events.Delivery;
import dev.varde.events.IncidentId;
import dev.varde.events.SilenceId;
import java.time.Duration;
import org.jboss.logging.Logger;

/// Everything the notifier says in its log, one method for each happening. Never contents, URLs or
/// secrets.
public final class NotifierLog {
    private static final Logger LOG = Logger.getLogger("dev.varde.notifier");

    private NotifierLog() {}

    public static void ready(String instance, Object partitions, int open) {
        LOG.infof(
                "notifier ready instance=%s partitions=%s open-deliveries=%d",
                instance, partitions, open);
    }

    public static void signsWith(String publicKey) {
        LOG.infof("restart orders are signed; collectors need orders: trust: [%s]", publicKey);
    }

    public static void unreachable(String reason) {
        LOG.warnf("Kafka is not reachable, trying again: %s", reason);
    }

    public static void broken(Throwable failure) {
        LOG.error("the notifier starts over after a fault", failure);
    }

    public static void attempted(Delivery d) {
        LOG.infof(
                "delivery=%s receiver=%s channel=%s type=%s state=%s attempts=%d reason=\"%s\"",
                d.id(),
                d.receiver(),
                d.channel(),
                d.type(),
                d.state(),
                d.attempts().size(),
                d.attempts().isEmpty() ? d.reason() : d.attempts().getLast().detail());
    }

    public static void badTemplate(String problem) {
        LOG.errorf("%s. The message is sent in Varde's own words", problem);
    }

    public static void unrouted(IncidentId incident, int revision) {
        LOG.infof("no route matches incident=%s revision=%d", incident, revision);
    }

    public static void restart(IncidentId incident, String instance, String what) {
        LOG.infof("incident=%s instance=%s %s", incident, instance, what);
    }

    public static void unreadable(String topic, int partition, long offset, String reason) {
        LOG.warnf(
                "unreadable record topic=%s partition=%d offset=%d: %s",
                topic, partition, offset, reason);
    }

    public static void unknownReceiver(String receiver) {
        LOG.warnf("a test was asked for, but receiver=%s is not configured here", receiver);
    }

    public static void disobeyed(SilenceId silence, String reason) {
        LOG.warnf("silence=%s is not obeyed: %s", silence, reason);
    }

    public static void tooOld(String what) {
        LOG.warnf("not done, since it was asked for too long ago: %s", what);
    }

    /// @param format in lower case
    /// @param to without what is secret in it
    public static void hook(String receiver, String format, String to) {
        LOG.infof("receiver=%s channel=webhook format=%s to=%s", receiver, format, to);
    }

    public static void misconfigured(String receiver, String reason) {
        LOG.errorf("receiver=%s cannot be used: %s", receiver, reason);
    }

    public static void paused(int waiting) {
        LOG.warnf("reading pauses: waiting-messages=%d", waiting);
    }

    public static void ownTrouble(IncidentId incident, String summary, int told) {
        LOG.warnf("incident=%s %s told-to=%d", incident, summary, told);
    }

    public static void canary(int count, Duration p50, Duration p99, Duration last) {
        LOG.infof(
                "canary count=%d p50-ms=%d p99-ms=%d last-ms=%d",
                count, p50.toMillis(), p99.toMillis(), last.toMillis());
    }

    public static void replayed(String by, int again, int asked) {
        LOG.infof("replay by=%s tried-again=%d failed=%d", by, again, asked);
    }

    public static void disabled(String receiver, String channel, String reason) {
        LOG.warnf("receiver=%s channel=%s %s", receiver, channel, reason);
    }

    public static void noInstanceFile(String reason) {
        LOG.warnf("the notifier's name could not be kept in the data directory: %s", reason);
    }
}

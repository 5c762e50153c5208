package dev.varde.processor.topology;

import dev.varde.events.HostEvent;
import dev.varde.events.HostName;
import dev.varde.events.Incident;
import java.time.Duration;
import org.jboss.logging.Logger;

/// What the processor says of itself: one method for each happening. Contents of events are never
/// logged.
public final class ProcessorLog {
    private static final Logger LOG = Logger.getLogger("dev.varde.processor");

    void told(Incident i) {
        LOG.infof(
                "incident %s %s revision %d: %s, cause %s, subject %s",
                i.id(), i.change(), i.revision(), i.state(), i.cause(), i.subject());
    }

    void gap(HostEvent event, long missing) {
        LOG.warnf(
                "%d events of host %s are missing before number %d",
                missing, event.host(), event.seq());
    }

    void clockOff(HostName host, Duration ahead) {
        LOG.warnf(
                "the clock of host %s is %s s %s the broker's",
                host, Math.abs(ahead.toSeconds()), ahead.isNegative() ? "behind" : "ahead of");
    }

    /// The reason quotes the record, so it stands in the dead letter and not in the log.
    void unreadable(String topic, int partition, long offset) {
        LOG.warnf(
                "a record that cannot be read went to the dead letters: topic %s, partition %d,"
                        + " offset %d",
                topic, partition, offset);
    }

    void bug(String topic, int partition, long offset, RuntimeException e) {
        LOG.errorf(
                e,
                "a record could not be worked on: topic %s, partition %d, offset %d",
                topic,
                partition,
                offset);
    }

    void tickFailed(String host, RuntimeException e) {
        LOG.errorf(e, "host %s could not be looked at", host);
    }

    void stateUnreadable(String store, String key) {
        LOG.warnf("state %s of %s is of another version and is begun anew", store, key);
    }

    void tooLarge(String topic, int bytes) {
        LOG.errorf(
                "a record of %d bytes for topic %s was refused for its size and is dropped",
                bytes, topic);
    }

    /// Kafka is away, or refuses.
    public void waiting(String why) {
        LOG.warnf("the processor waits for Kafka: %s", why);
    }

    public void state(Object from, Object to) {
        LOG.debugf("the stream goes from %s to %s", from, to);
    }

    public void threadFailed(Throwable e) {
        LOG.errorf(e, "a stream thread failed and is replaced");
    }
}

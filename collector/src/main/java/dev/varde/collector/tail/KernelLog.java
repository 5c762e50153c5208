package dev.varde.collector.tail;

import dev.varde.collector.Outbox;
import dev.varde.collector.Owners;
import dev.varde.collector.Sighting;
import dev.varde.collector.redact.RedactedLog;
import dev.varde.events.CollectorFact.BlindSpot;
import dev.varde.events.EventId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;

/// Follows the kernel's log on a thread of its own, across restarts of the collector.
///
/// The first time ever it begins with what is written from then on; later where it stopped; after a
/// boot with the boot. Where the device may not be read, one [BlindSpot] is told and the kernel's
/// count of out-of-memory kills is followed instead.
public final class KernelLog implements AutoCloseable {
    private static final RedactedLog LOG = RedactedLog.of(KernelLog.class);

    /// Larger than any record; a smaller buffer makes the read fail.
    private static final int BUFFER = 32_768;

    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final long BLOCKED_NANOS = 10_000_000;

    private final Path device;
    private final String bootId;
    private final Owners owners;
    private final Outbox outbox;
    private final KernelPosition position;
    private final Thread thread;
    private volatile boolean closed;
    private long bootNanos = epochNanos(Instant.now()) - System.nanoTime();
    private String rest = "";

    private KernelLog(Path device, String bootId, Path positionFile, Owners owners, Outbox outbox) {
        this.device = device;
        this.bootId = bootId;
        this.owners = owners;
        this.outbox = outbox;
        this.position = new KernelPosition(positionFile, bootId);
        this.thread = Thread.ofPlatform().daemon().name("varde-kernel").unstarted(this::run);
    }

    /// @param device /dev/kmsg; any file of records in tests
    /// @param positionFile where to remember how far it was read; its folder must exist
    public static KernelLog start(
            Path device, String bootId, Path positionFile, Owners owners, Outbox outbox) {
        KernelLog log = new KernelLog(device, bootId, positionFile, owners, outbox);
        log.thread.start();
        return log;
    }

    private void run() {
        try (FileChannel channel = FileChannel.open(device, StandardOpenOption.READ)) {
            follow(channel);
        } catch (ClosedChannelException closing) {
            LOG.debug("the kernel log is closed");
        } catch (IOException | RuntimeException unreadable) {
            if (!closed) {
                blind(unreadable);
            }
        }
    }

    private void follow(FileChannel channel) throws IOException {
        KernelPosition.Start start = position.recall(System.nanoTime() / 1000);
        KernelStory story = new KernelStory(bootId, owners, outbox, position, start.sequence());
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        while (!closed) {
            long asked = System.nanoTime();
            int n = read(channel, buffer.clear());
            boolean blocked = System.nanoTime() - asked > BLOCKED_NANOS;
            if (n > 0) {
                hear(story, text(buffer), blocked, start.fromMicros());
            } else if (n < 0) {
                pause();
            }
        }
    }

    /// @return 0 when records were overwritten before they were read; the story counts them
    private static int read(FileChannel channel, ByteBuffer buffer) throws IOException {
        try {
            return channel.read(buffer);
        } catch (IOException failed) {
            if (String.valueOf(failed.getMessage()).contains("Broken pipe")) {
                return 0;
            }
            throw failed;
        }
    }

    private String text(ByteBuffer buffer) {
        String text = rest + StandardCharsets.UTF_8.decode(buffer.flip());
        int end = text.lastIndexOf('\n') + 1;
        rest = text.length() - end > BUFFER ? "" : text.substring(end);
        return text.substring(0, end);
    }

    private void hear(KernelStory story, String text, boolean live, long notBefore) {
        for (String line : text.split("\n", -1)) {
            KernelRecord.parse(line)
                    .ifPresent(record -> {
                        if (record.micros() >= notBefore) {
                            story.hear(record, time(record, live));
                        } else {
                            position.read(record.sequence());
                        }
                    });
        }
    }

    /// When a record was waited for, now is its time, and the clocks are set by it: the kernel's
    /// log has a clock of its own that drifts and stands still while the host is suspended.
    private Instant time(KernelRecord record, boolean live) {
        Instant now = Instant.now();
        if (live) {
            bootNanos = epochNanos(now) - record.micros() * 1000;
        }
        long nanos = bootNanos + record.micros() * 1000;
        Instant time = Instant.ofEpochSecond(nanos / 1_000_000_000, nanos % 1_000_000_000);
        return time.isAfter(now) ? now : time;
    }

    private static long epochNanos(Instant t) {
        return t.getEpochSecond() * 1_000_000_000 + t.getNano();
    }

    private void blind(Exception why) {
        LOG.warnf("%s cannot be read: %s", device, why.getMessage());
        Instant now = Instant.now();
        String remedy =
                "Run the collector with CAP_SYSLOG (AmbientCapabilities=CAP_SYSLOG in its unit)"
                        + " and give it read access to "
                        + device
                        + ".";
        EventId id = new EventId(bootId + ":blind:kmsg:" + now.toEpochMilli());
        String reason =
                why.getMessage() == null ? why.getClass().getSimpleName() : why.getMessage();
        outbox.put(new Sighting(id, now, null, new BlindSpot("kmsg", reason, remedy)));
        KernelKillCount count = new KernelKillCount(bootId, outbox);
        while (!closed) {
            count.look(Instant.now());
            pause();
        }
    }

    private void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException closing) {
            closed = true;
        }
    }

    /// Ends the thread; what was handed on and not acknowledged is read again by the next run.
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(2));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        position.save();
    }
}

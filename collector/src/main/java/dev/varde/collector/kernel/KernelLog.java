package dev.varde.collector.kernel;

import dev.varde.collector.Outbox;
import dev.varde.collector.Owners;
import dev.varde.collector.Sighting;
import dev.varde.collector.redact.RedactedLog;
import dev.varde.collector.right.Right;
import dev.varde.events.CollectorFact;
import dev.varde.events.CollectorFact.BlindSpot;
import dev.varde.events.CollectorFact.BlindSpotCured;
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
/// boot with the boot. Where the device may not be read, one [BlindSpot] is told, and it is tried
/// again every five seconds; [KillWatch] counts kills all the same.
public final class KernelLog implements AutoCloseable {
    private static final RedactedLog LOG = RedactedLog.of(KernelLog.class);

    private static final String SOURCE = Right.KERNEL_LOG.source();

    /// Larger than any record; a smaller buffer makes the read fail.
    private static final int BUFFER = 32_768;

    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration AGAIN = Duration.ofSeconds(5);
    private static final long BLOCKED_NANOS = 10_000_000;

    private final Path device;
    private final String bootId;
    private final Owners owners;
    private final Outbox outbox;
    private final KillWatch kills;
    private final KernelPosition position;
    private final Thread thread;
    private volatile boolean closed;
    private boolean blind;
    private long bootNanos = epochNanos(Instant.now()) - System.nanoTime();
    private String rest = "";

    private KernelLog(
            Path device,
            String bootId,
            Path positionFile,
            Owners owners,
            KillWatch kills,
            Outbox outbox) {
        this.device = device;
        this.bootId = bootId;
        this.owners = owners;
        this.kills = kills;
        this.outbox = outbox;
        this.position = new KernelPosition(positionFile, bootId);
        this.thread = Thread.ofPlatform().daemon().name("varde-kernel").unstarted(this::run);
    }

    /// @param device /dev/kmsg; any file of records in tests
    /// @param positionFile where to remember how far it was read; its folder must exist
    public static KernelLog start(
            Path device,
            String bootId,
            Path positionFile,
            Owners owners,
            KillWatch kills,
            Outbox outbox) {
        KernelLog log = new KernelLog(device, bootId, positionFile, owners, kills, outbox);
        log.thread.start();
        return log;
    }

    private void run() {
        while (!closed) {
            readOn();
            pause(AGAIN);
        }
    }

    private void readOn() {
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
        KernelStory story =
                new KernelStory(bootId, owners, outbox, kills, position, start.sequence());
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        while (!closed) {
            long asked = System.nanoTime();
            int n = read(channel, buffer.clear());
            sees();
            boolean blocked = System.nanoTime() - asked > BLOCKED_NANOS;
            if (n > 0) {
                hear(story, text(buffer), blocked, start.fromMicros());
            } else if (n < 0) {
                pause(PAUSE);
            }
        }
    }

    /// @return 0 when records were overwritten before they were read; the story counts them
    static int read(FileChannel channel, ByteBuffer buffer) throws IOException {
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
        if (!blind) {
            blind = true;
            LOG.warnf("%s cannot be read: %s", device, why.getMessage());
            String reason =
                    why.getMessage() == null ? why.getClass().getSimpleName() : why.getMessage();
            say("blind", new BlindSpot(SOURCE, reason, Right.KERNEL_LOG.cure()));
        }
    }

    private void sees() {
        if (blind) {
            blind = false;
            say("sees", new BlindSpotCured(SOURCE));
        }
    }

    private void say(String what, CollectorFact fact) {
        Instant now = Instant.now();
        EventId id = new EventId(bootId + ":" + what + ":" + SOURCE + ":" + now.toEpochMilli());
        outbox.put(new Sighting(id, now, null, fact));
    }

    private void pause(Duration time) {
        try {
            Thread.sleep(time);
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

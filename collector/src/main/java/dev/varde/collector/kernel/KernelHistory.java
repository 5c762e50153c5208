package dev.varde.collector.kernel;

import dev.varde.events.KernelFact;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// What the kernel's log holds of this boot, read once from its beginning to its end.
///
/// The device blocks at its end and says nothing of it, so another thread reads, and the end is
/// where it gives nothing for a moment.
public final class KernelHistory {
    private static final int BUFFER = 32_768;
    private static final int MOST_FACTS = 2_000;
    private static final Duration QUIET = Duration.ofMillis(40);

    private final Path device;
    private final KernelText kernel = new KernelText();
    private final List<Said> facts = new ArrayList<>();
    private long first = -1;
    private @Nullable String trouble;
    private boolean opened;
    private long heardNanos = System.nanoTime();
    private boolean ended;

    /// @param time by the kernel's clock, which stands still while the host is suspended
    public record Said(Instant time, KernelFact fact) {}

    /// What was read.
    ///
    /// @param facts oldest first, at most 2,000
    /// @param whole whether nothing was overwritten since boot
    /// @param trouble why nothing could be read, or null
    public record Told(List<Said> facts, boolean whole, @Nullable String trouble) {
        public Told {
            facts = List.copyOf(facts);
        }
    }

    private KernelHistory(Path device) {
        this.device = device;
    }

    /// @param patience how long it may take at most
    public static Told read(Duration patience) throws InterruptedException {
        return read(Path.of("/dev/kmsg"), patience);
    }

    static Told read(Path device, Duration patience) throws InterruptedException {
        KernelHistory history = new KernelHistory(device);
        Thread reader =
                Thread.ofPlatform().daemon().name("varde-kernel-once").start(history::readAll);
        try {
            return history.await(patience);
        } finally {
            reader.interrupt();
        }
    }

    /// How often the kernel killed for lack of memory since boot; empty where it does not count.
    public static OptionalLong kills() {
        return new KernelKillCount(Path.of("/proc/vmstat")).now();
    }

    private synchronized Told await(Duration patience) throws InterruptedException {
        long until = System.nanoTime() + patience.toNanos();
        long now = System.nanoTime();
        while (!ended && now < until && (!opened || now - heardNanos < QUIET.toNanos())) {
            wait(Math.max(1, QUIET.toMillis() / 4));
            now = System.nanoTime();
        }
        String why = opened || trouble != null ? trouble : device + ": no answer in time";
        return new Told(facts, first <= 0, why);
    }

    private void readAll() {
        try (FileChannel channel = FileChannel.open(device, StandardOpenOption.READ)) {
            ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
            open();
            int n = KernelLog.read(channel, buffer.clear());
            while (n >= 0) {
                hear(StandardCharsets.UTF_8.decode(buffer.flip()).toString());
                n = KernelLog.read(channel, buffer.clear());
            }
            end(null);
        } catch (AccessDeniedException denied) {
            end(device + ": permission denied");
        } catch (IOException unreadable) {
            end(device + ": " + unreadable.getMessage());
        }
    }

    private synchronized void open() {
        opened = true;
        heardNanos = System.nanoTime();
        notifyAll();
    }

    private synchronized void end(@Nullable String why) {
        ended = true;
        trouble = opened ? null : why;
        notifyAll();
    }

    private synchronized void hear(String text) {
        heardNanos = System.nanoTime();
        text.lines().flatMap(l -> KernelRecord.parse(l).stream()).forEach(this::hear);
    }

    private void hear(KernelRecord record) {
        first = first < 0 ? record.sequence() : first;
        if (record.fromKernel() && facts.size() < MOST_FACTS) {
            kernel.hear(record).ifPresent(f -> facts.add(new Said(time(record), f)));
        }
    }

    /// The log's clock began at boot, as Java's did (CLOCK_MONOTONIC).
    private static Instant time(KernelRecord record) {
        return Instant.now().minusNanos(System.nanoTime() - record.micros() * 1000);
    }
}

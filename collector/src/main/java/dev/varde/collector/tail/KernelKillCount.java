package dev.varde.collector.tail;

import dev.varde.collector.Outbox;
import dev.varde.collector.Sighting;
import dev.varde.events.EventId;
import dev.varde.events.KernelFact.KernelReported;
import dev.varde.events.KernelFact.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.OptionalLong;

/// Follows `oom_kill` of /proc/vmstat, which counts every out-of-memory kill since boot and may be
/// read by everybody; says how many there were, not whom they hit.
final class KernelKillCount {
    private final String bootId;
    private final Outbox outbox;
    private final Path vmstat;
    private OptionalLong last;

    KernelKillCount(String bootId, Outbox outbox) {
        this(bootId, outbox, Path.of("/proc/vmstat"));
    }

    KernelKillCount(String bootId, Outbox outbox, Path vmstat) {
        this.bootId = bootId;
        this.outbox = outbox;
        this.vmstat = vmstat;
        this.last = count();
    }

    void look(Instant now) {
        OptionalLong count = count();
        long more =
                count.isPresent() && last.isPresent() ? count.getAsLong() - last.getAsLong() : 0;
        last = count;
        if (more > 0) {
            String text =
                    "the kernel killed "
                            + more
                            + " process(es) for lack of memory; its log, which names them, cannot"
                            + " be read";
            EventId id = new EventId(bootId + ":oom-count:" + count.getAsLong());
            KernelReported fact = new KernelReported(Report.OOM_UNEXPLAINED, null, text);
            outbox.put(new Sighting(id, now, null, fact));
        }
    }

    private OptionalLong count() {
        try {
            return Files.readAllLines(vmstat).stream()
                    .filter(l -> l.matches("oom_kill \\d{1,18}"))
                    .mapToLong(l -> Long.parseLong(l.substring(9)))
                    .findFirst();
        } catch (IOException unreadable) {
            return OptionalLong.empty();
        }
    }
}

package dev.varde.collector.kernel;

import dev.varde.events.KernelFact;
import java.util.Optional;

/// Reads the kernel's lines, be they records or text; the lines of one kill are joined.
public final class KernelText {
    private final KernelOom oom = new KernelOom();
    private long lines;

    /// What a line tells; empty for most.
    ///
    /// @param micros when it was written; lines that are five seconds apart are of two kills
    public Optional<KernelFact> hear(String text, long micros) {
        return hear(new KernelRecord(0, ++lines, micros, text));
    }

    /// The same of a record, which is the kernel's own.
    Optional<KernelFact> hear(KernelRecord record) {
        return oom.hear(record).map(KernelFact.class::cast).or(() -> KernelSigns.of(record.text()));
    }
}

package dev.varde.processor.diagnosis;

import dev.varde.events.Cause;
import dev.varde.events.Confidence;
import dev.varde.events.Incident.Advice;
import dev.varde.events.Incident.Evidence;
import java.util.List;
import java.util.Optional;

/// A host has little memory left.
final class MemoryLow implements Rule {
    @Override
    public Cause cause() {
        return Cause.MEMORY_LOW;
    }

    @Override
    public Optional<Finding> examine(Case c) {
        if (!(c instanceof Case.LowMemory m)) {
            return Optional.empty();
        }
        var f = m.sample().fact();
        String words = Say.bytes(f.available()) + " of " + Say.bytes(f.total());
        return Optional.of(
                new Finding(
                        cause(),
                        Confidence.CERTAIN,
                        m.host().host()
                                + " has little memory left: "
                                + words
                                + " available"
                                + (f.swapTotal() == 0 ? ", no swap" : ""),
                        List.of(
                                new Evidence(
                                        m.sample().id(),
                                        m.sample().time(),
                                        "memory",
                                        words + " available")),
                        List.of(),
                        List.of(
                                new Advice(
                                        "See who uses it",
                                        List.of(
                                                "ps -eo pid,rss,comm --sort=-rss | head",
                                                "free -h"),
                                        "When it runs out, the kernel kills the largest process."))));
    }
}

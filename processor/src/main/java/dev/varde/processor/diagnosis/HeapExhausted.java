package dev.varde.processor.diagnosis;

import dev.varde.events.Cause;
import dev.varde.events.Incident.Advice;
import java.util.List;
import java.util.Optional;

/// The runtime reached its own limit for the heap: `-Xmx`, `--max-old-space-size`, `memory_limit`,
/// or no more memory for an object.
final class HeapExhausted implements Rule {
    @Override
    public Cause cause() {
        return Cause.HEAP_EXHAUSTED;
    }

    @Override
    public Optional<Finding> examine(Case c) {
        return OwnWords.of(c, cause()).map(w -> w.finding("ran out of its own heap", advice()));
    }

    private static List<Advice> advice() {
        return List.of(
                new Advice(
                        "Take a heap dump where it happens",
                        List.of("jcmd PID GC.heap_dump /var/tmp/heap.hprof"),
                        "-XX:+HeapDumpOnOutOfMemoryError, --heapsnapshot-near-heap-limit or "
                                + "tracemalloc write down what fills it the next time."),
                new Advice(
                        "Raise the limit only with proof",
                        List.of(),
                        "A heap that grows for days is a leak and fills any limit. A single "
                                + "large request needs a bound of its own."));
    }
}

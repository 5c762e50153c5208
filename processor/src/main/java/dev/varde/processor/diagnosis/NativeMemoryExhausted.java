package dev.varde.processor.diagnosis;

import dev.varde.events.Cause;
import dev.varde.events.Incident.Advice;
import java.util.List;
import java.util.Optional;

/// The operating system refused memory to the program: mmap, malloc or fork failed. Nobody was
/// killed.
final class NativeMemoryExhausted implements Rule {
    @Override
    public Cause cause() {
        return Cause.NATIVE_MEMORY_EXHAUSTED;
    }

    @Override
    public Optional<Finding> examine(Case c) {
        return OwnWords.of(c, cause())
                .map(w -> w.finding("was refused memory by the operating system", advice()));
    }

    private static List<Advice> advice() {
        return List.of(
                new Advice(
                        "See what is left, and what bounds it",
                        List.of(
                                "free -m",
                                "ulimit -v",
                                "sysctl vm.overcommit_memory vm.max_map_count"),
                        "With vm.overcommit_memory=2, or a limit on the address space, memory "
                                + "is refused while some is free."),
                new Advice(
                        "Leave room beside the heap",
                        List.of(),
                        "Threads, direct buffers and libraries live outside of it; a heap as "
                                + "large as the machine leaves them nothing."));
    }
}

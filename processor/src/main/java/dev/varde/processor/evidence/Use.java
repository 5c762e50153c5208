package dev.varde.processor.evidence;

import dev.varde.events.HostEvent;
import dev.varde.events.ResourceFact.ServiceMemorySampled;
import dev.varde.processor.trend.Floor;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The floors of what a service uses, since its main process started. Null where nothing was seen
/// since.
///
/// @param memory bytes, resident and swapped out together: what is swapped out is held all the same
/// @param descriptors open in all its processes
/// @param threads tasks of its control group, where that counts them, else its threads
public record Use(@Nullable Floor memory, @Nullable Floor descriptors, @Nullable Floor threads) {
    static final Use NONE = new Use(null, null, null);

    /// Returns itself where no floor is moved by the sample.
    Use sampled(HostEvent event, ServiceMemorySampled fact) {
        Floor m = seen(memory, event.time(), Figure.memory(fact));
        Floor d = seen(descriptors, event.time(), Figure.descriptors(fact));
        Floor t = seen(threads, event.time(), Figure.threads(fact));
        return same(m, memory) && same(d, descriptors) && same(t, threads)
                ? this
                : new Use(m, d, t);
    }

    public Optional<Floor> floor(Resource resource) {
        return Optional.ofNullable(
                switch (resource) {
                    case MEMORY -> memory;
                    case DESCRIPTORS -> descriptors;
                    case THREADS -> threads;
                });
    }

    private static @Nullable Floor seen(@Nullable Floor floor, Instant at, long value) {
        if (value < 0) {
            return floor;
        }
        return floor == null ? Floor.begun(at, value) : floor.seen(at, value);
    }

    private static boolean same(@Nullable Floor a, @Nullable Floor b) {
        return Objects.equals(a, b);
    }
}

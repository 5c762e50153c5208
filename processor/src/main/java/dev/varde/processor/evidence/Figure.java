package dev.varde.processor.evidence;

import dev.varde.events.ResourceFact.CgroupUse;
import dev.varde.events.ResourceFact.HostMemorySampled;
import dev.varde.events.ResourceFact.ServiceMemorySampled;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// How much of something a service uses now, and the limit that it meets first.
///
/// @param limit over 0
/// @param what the limit is, such as `the limit of its control group`
public record Figure(Resource resource, long value, long limit, String what) {
    /// Nothing is known.
    static final long NONE = -1;

    /// Empty where the figure or its limit is not known.
    public static Optional<Figure> of(
            Resource resource, ServiceMemorySampled sample, @Nullable HostMemorySampled host) {
        return switch (resource) {
            case MEMORY -> memory(sample, host);
            case DESCRIPTORS ->
                    figure(
                            resource,
                            descriptors(sample),
                            times(sample.descriptorLimit(), sample.processes()),
                            "the limit of open files");
            case THREADS -> threads(sample, group(sample));
        };
    }

    public double share() {
        return (double) value / limit;
    }

    /// The tightest of the control group's limits and of what the host has left. What the host has
    /// left is for all its services, so it is the last that can be had, not what will be.
    private static Optional<Figure> memory(
            ServiceMemorySampled sample, @Nullable HostMemorySampled host) {
        long value = memory(sample);
        CgroupUse group = group(sample);
        return Stream.of(
                        figure(Resource.MEMORY, value, sample.limit(), "its memory limit"),
                        figure(
                                Resource.MEMORY,
                                value,
                                group == null ? null : group.memoryHigh(),
                                "the limit from which the kernel slows it down (memory.high)"),
                        figure(
                                Resource.MEMORY,
                                value,
                                host == null ? null : value + host.available(),
                                "all that the host has left"))
                .flatMap(Optional::stream)
                .min(Comparator.comparingLong(Figure::limit));
    }

    private static Optional<Figure> threads(
            ServiceMemorySampled sample, @Nullable CgroupUse group) {
        return counted(group)
                ? figure(
                        Resource.THREADS,
                        threads(sample),
                        group == null ? null : group.taskLimit(),
                        "the limit of tasks of its control group")
                : figure(
                        Resource.THREADS,
                        threads(sample),
                        sample.threadLimit(),
                        "the limit of processes and threads of its user");
    }

    static long memory(ServiceMemorySampled sample) {
        return sample.resident() + sample.swap();
    }

    static long descriptors(ServiceMemorySampled sample) {
        Integer open = sample.descriptors();
        return open == null ? NONE : open;
    }

    static long threads(ServiceMemorySampled sample) {
        CgroupUse group = group(sample);
        Long tasks = group == null ? null : group.tasks();
        return tasks != null && counted(group) ? tasks : sample.threads();
    }

    private static boolean counted(@Nullable CgroupUse group) {
        return group != null && group.tasks() != null && group.taskLimit() != null;
    }

    private static @Nullable CgroupUse group(ServiceMemorySampled sample) {
        return sample.cgroup();
    }

    private static @Nullable Long times(@Nullable Long limit, int processes) {
        return limit != null && limit < Integer.MAX_VALUE
                ? Long.valueOf(limit * Math.max(1, processes))
                : null;
    }

    private static Optional<Figure> figure(
            Resource resource, long value, @Nullable Long limit, String what) {
        return value < 0 || limit == null || limit <= 0
                ? Optional.empty()
                : Optional.of(new Figure(resource, value, limit, what));
    }
}

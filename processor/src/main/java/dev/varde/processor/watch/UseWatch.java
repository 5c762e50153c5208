package dev.varde.processor.watch;

import dev.varde.events.HostEvent;
import dev.varde.events.InstanceId;
import dev.varde.events.ResourceFact.HostMemorySampled;
import dev.varde.events.ResourceFact.ServiceMemorySampled;
import dev.varde.processor.diagnosis.Case;
import dev.varde.processor.evidence.Figure;
import dev.varde.processor.evidence.HostEvidence;
import dev.varde.processor.evidence.InstanceEvidence;
import dev.varde.processor.evidence.Resource;
import dev.varde.processor.evidence.Seen;
import dev.varde.processor.incident.Signal;
import dev.varde.processor.trend.Outlook;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Says which signals the warnings of a living service get: that its memory leaks, that it runs out
/// of descriptors or threads. They end with its main process, and another one holds nothing yet.
public final class UseWatch {
    /// What is counted is warned about here too, however it came there; memory is not, since a
    /// cache may well fill what it is given.
    private static final double NEAR = 0.9;

    private static final double CLEAR = 0.8;

    private final Predicate<Slot> open;

    /// @param open whether a slot has an incident that is not resolved
    public UseWatch(Predicate<Slot> open) {
        this.open = open;
    }

    /// @param before the instance before the event
    /// @param after with it
    public List<Call> calls(
            HostEvent event,
            InstanceEvidence before,
            InstanceEvidence after,
            HostEvidence host,
            Instant seen,
            Instant now) {
        if (ended(before, after)) {
            return slots(after.id()).map(s -> over(s, event.time())).toList();
        }
        return event.fact() instanceof ServiceMemorySampled f
                ? sampled(new Seen<>(event.id(), event.time(), f), after, host, seen, now)
                : List.of();
    }

    private static boolean ended(InstanceEvidence before, InstanceEvidence after) {
        boolean gone = before.processes().main().isPresent() && after.processes().main().isEmpty();
        return gone || !Objects.equals(before.processes().newest(), after.processes().newest());
    }

    /// Those of one instance.
    public static Stream<Slot> slots(InstanceId id) {
        return Arrays.stream(Resource.values()).map(r -> Slot.of(id, r));
    }

    private List<Call> sampled(
            Seen<ServiceMemorySampled> sample,
            InstanceEvidence instance,
            HostEvidence host,
            Instant seen,
            Instant now) {
        HostMemorySampled memory = host.memory() == null ? null : host.memory().fact();
        return Arrays.stream(Resource.values())
                .flatMap(r -> Figure.of(r, sample.fact(), memory).stream())
                .flatMap(f -> call(f, sample, instance, host, seen, now).stream())
                .toList();
    }

    private Optional<Call> call(
            Figure figure,
            Seen<ServiceMemorySampled> sample,
            InstanceEvidence instance,
            HostEvidence host,
            Instant seen,
            Instant now) {
        Slot slot = Slot.of(instance.id(), figure.resource());
        Outlook outlook = outlook(figure, instance);
        boolean counted = figure.resource() != Resource.MEMORY;
        if (outlook instanceof Outlook.Rising || (counted && figure.share() >= NEAR)) {
            var c = new Case.RunningOut(instance, host, sample, figure, outlook);
            return open.test(slot)
                    ? Optional.empty()
                    : Optional.of(
                            new Call(
                                    slot,
                                    new Signal.Failing(now, Accounts.of(c, sample.id(), seen))));
        }
        boolean over = outlook instanceof Outlook.Level && (!counted || figure.share() < CLEAR);
        return over ? Optional.of(over(slot, sample.time())) : Optional.empty();
    }

    private static Outlook outlook(Figure figure, InstanceEvidence instance) {
        return instance.uses()
                .floor(figure.resource())
                .map(f -> Outlook.of(f, figure.limit()))
                .orElseGet(Outlook.TooEarly::new);
    }

    private static Call over(Slot slot, Instant at) {
        return new Call(slot, new Signal.Healthy(at));
    }
}

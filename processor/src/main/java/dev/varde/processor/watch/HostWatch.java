package dev.varde.processor.watch;

import dev.varde.events.EventId;
import dev.varde.events.HostEvent;
import dev.varde.events.ResourceFact.DiskSampled;
import dev.varde.events.ResourceFact.HostMemorySampled;
import dev.varde.events.config.Configuration.RedFlags;
import dev.varde.processor.diagnosis.Case;
import dev.varde.processor.evidence.Disk;
import dev.varde.processor.evidence.HostEvidence;
import dev.varde.processor.evidence.Seen;
import dev.varde.processor.incident.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Says which signals a host's own incidents get: red flags and silence. A flag goes up at its
/// limit and down a little beyond it, so that it does not flutter.
public final class HostWatch {
    private static final double MEMORY_BEYOND = 1.2;
    private static final double DISK_BEYOND = 0.02;

    /// A disk that will be full within this is warned about however much room it has now, and no
    /// longer when that is twice as far away.
    private static final Duration SOON_FULL = Duration.ofHours(24);

    private final RedFlags flags;
    private final Predicate<Slot> open;

    /// @param open whether a slot has an incident that is not resolved; nothing is written down
    ///   twice for it
    public HostWatch(RedFlags flags, Predicate<Slot> open) {
        this.flags = flags;
        this.open = open;
    }

    /// The signals of one sample.
    public List<Call> sampled(HostEvidence host, HostEvent event, Instant seen, Instant now) {
        return switch (event.fact()) {
            case HostMemorySampled f -> {
                Seen<HostMemorySampled> sample = new Seen<>(event.id(), event.time(), f);
                yield Stream.concat(
                                memory(host, sample, seen, now).stream(),
                                swap(host, sample, seen, now).stream())
                        .toList();
            }
            case DiskSampled f -> disk(host, f, event, seen, now).stream().toList();
            default -> List.of();
        };
    }

    private Optional<Call> memory(
            HostEvidence host, Seen<HostMemorySampled> s, Instant seen, Instant now) {
        Slot slot = new Slot(host.host(), Slot.Kind.MEMORY, "");
        long available = s.fact().available();
        if (available >= flags.memoryAvailable()) {
            boolean clear = available >= MEMORY_BEYOND * flags.memoryAvailable();
            return clear ? over(slot, s.time()) : Optional.empty();
        }
        return up(slot, new Case.LowMemory(host, s), s.id(), seen, now);
    }

    private Optional<Call> swap(
            HostEvidence host, Seen<HostMemorySampled> s, Instant seen, Instant now) {
        Slot slot = new Slot(host.host(), Slot.Kind.SWAP, "");
        return flags.swapExpected() && s.fact().swapTotal() == 0
                ? up(slot, new Case.NoSwap(host, s), s.id(), seen, now)
                : over(slot, s.time());
    }

    private Optional<Call> disk(
            HostEvidence host, DiskSampled fact, HostEvent event, Instant seen, Instant now) {
        Slot slot = new Slot(host.host(), Slot.Kind.DISK, fact.mount());
        Optional<Disk> disk =
                host.disks().stream()
                        .filter(d -> d.last().fact().mount().equals(fact.mount()))
                        .findFirst();
        if (disk.isEmpty() || fact.readOnly()) {
            return over(slot, event.time());
        }
        Disk d = disk.get();
        boolean flagged = d.used() > flags.diskUsed();
        if (flagged || soonFull(d)) {
            return up(slot, new Case.FillingDisk(host, d, flagged), event.id(), seen, now);
        }
        boolean clear = d.used() < flags.diskUsed() - DISK_BEYOND;
        return clear && !d.fillsBy(event.time().plus(SOON_FULL.multipliedBy(2)))
                ? over(slot, event.time())
                : Optional.empty();
    }

    private static boolean soonFull(Disk d) {
        Instant soon = d.last().time().plus(SOON_FULL);
        return d.fullInTheLongRun().filter(f -> f.at().isBefore(soon)).isPresent();
    }

    /// The host has not been heard since.
    public Optional<Call> silent(HostEvidence host, Instant heard, Instant now) {
        EventId trigger = new EventId("silent-since-" + heard.toEpochMilli());
        return up(Slot.silence(host.host()), new Case.Silent(host, heard, now), trigger, now, now);
    }

    private Optional<Call> up(Slot slot, Case c, EventId trigger, Instant seen, Instant now) {
        return open.test(slot)
                ? Optional.empty()
                : Optional.of(
                        new Call(slot, new Signal.Failing(now, Accounts.of(c, trigger, seen))));
    }

    private static Optional<Call> over(Slot slot, Instant at) {
        return Optional.of(new Call(slot, new Signal.Healthy(at)));
    }
}

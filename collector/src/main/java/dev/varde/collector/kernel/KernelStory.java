package dev.varde.collector.kernel;

import dev.varde.collector.Outbox;
import dev.varde.collector.Owners;
import dev.varde.collector.Sighting;
import dev.varde.events.CollectorFact.GapSeen;
import dev.varde.events.EventId;
import dev.varde.events.KernelFact;
import dev.varde.events.KernelFact.KernelReported;
import dev.varde.events.KernelFact.OomKilled;
import dev.varde.events.KernelFact.TrapRaised;
import dev.varde.events.ServiceName;
import java.time.Instant;
import java.util.Optional;

/// Turns the kernel's records into events: skips those of programs, joins the lines of a kill, says
/// which service it concerns, and counts what was lost. Kills go to [KillWatch].
final class KernelStory {
    private final String bootId;
    private final Owners owners;
    private final Outbox outbox;
    private final KillWatch kills;
    private final KernelPosition position;
    private final KernelText kernel = new KernelText();
    private final KernelBudget budget = new KernelBudget();
    private long last;

    /// @param last the last record that needs no telling
    KernelStory(
            String bootId,
            Owners owners,
            Outbox outbox,
            KillWatch kills,
            KernelPosition position,
            long last) {
        this.bootId = bootId;
        this.owners = owners;
        this.outbox = outbox;
        this.kills = kills;
        this.position = position;
        this.last = last;
    }

    /// @param time when the kernel wrote it
    void hear(KernelRecord record, Instant time) {
        if (record.sequence() <= last) {
            return;
        }
        long lost = last < 0 ? 0 : record.sequence() - last - 1;
        if (lost > 0) {
            gap(
                    record.sequence(),
                    time,
                    lost,
                    "they were overwritten in the kernel's buffer before they could be read");
        }
        last = record.sequence();
        if (record.fromKernel()) {
            kernel.hear(record).ifPresent(fact -> tell(record, time, fact));
        }
        position.read(record.sequence());
    }

    private void tell(KernelRecord record, Instant time, KernelFact fact) {
        if (fact instanceof KernelReported reported) {
            KernelBudget.Verdict verdict = budget.spend(reported.report(), time);
            if (verdict.heldBack() > 0) {
                String what = "more lines of the kind " + reported.report() + " within a minute";
                gap(record.sequence(), time, verdict.heldBack(), what);
            }
            if (!verdict.tell()) {
                return;
            }
        }
        long sequence = record.sequence();
        position.handedOn(sequence);
        EventId id = new EventId(bootId + ":kmsg:" + sequence);
        ServiceName service = owner(fact).orElse(null);
        Runnable acknowledged = () -> position.acknowledged(sequence);
        if (fact instanceof OomKilled kill) {
            kills.logged(new KillSighting.Logged(kill, service, time, id, acknowledged));
        } else {
            outbox.put(new Sighting(id, time, service, fact, acknowledged));
        }
    }

    private Optional<ServiceName> owner(KernelFact fact) {
        return switch (fact) {
            case OomKilled kill -> owners.ownerOf(kill.pid(), kill.cgroup());
            case TrapRaised trap -> owners.ownerOf(trap.pid(), null);
            case KernelReported reported ->
                    Optional.ofNullable(reported.pid()).flatMap(p -> owners.ownerOf(p, null));
        };
    }

    private void gap(long sequence, Instant time, long lost, String reason) {
        EventId id = new EventId(bootId + ":kmsg-gap:" + sequence + ":" + lost);
        outbox.put(new Sighting(id, time, null, new GapSeen("kmsg", lost, reason)));
    }
}

package dev.varde.collector.kernel;

import dev.varde.collector.KernelLines;
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
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// Tells what the kernel said where its device may not be read, and the journal may: as [KernelLog]
/// does, from lines instead of records.
public final class ElsewhereRead implements KernelLines {
    private final Owners owners;
    private final KillWatch kills;
    private final Outbox outbox;
    private final KernelText kernel = new KernelText();
    private final KernelBudget budget = new KernelBudget();

    public ElsewhereRead(Owners owners, KillWatch kills, Outbox outbox) {
        this.owners = owners;
        this.kills = kills;
        this.outbox = outbox;
    }

    /// Whether this process may read the device itself.
    public static boolean isNeeded(Path device) {
        try (FileChannel _ = FileChannel.open(device, StandardOpenOption.READ)) {
            return false;
        } catch (IOException refused) {
            return true;
        }
    }

    @Override
    public synchronized void said(Line line) {
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, line.time());
        kernel.hear(line.text(), micros).ifPresent(fact -> tell(line, fact));
    }

    private void tell(Line line, KernelFact fact) {
        if (fact instanceof KernelReported reported && !mayTell(line, reported)) {
            return;
        }
        line.handedOn().run();
        ServiceName service = owner(fact).orElse(null);
        if (fact instanceof OomKilled kill) {
            kills.logged(
                    new KillSighting.Logged(
                            kill, service, line.time(), line.id(), line.acknowledged()));
        } else {
            outbox.put(new Sighting(line.id(), line.time(), service, fact, line.acknowledged()));
        }
    }

    private boolean mayTell(Line line, KernelReported fact) {
        KernelBudget.Verdict verdict = budget.spend(fact.report(), line.time());
        if (verdict.heldBack() > 0) {
            String reason = "more lines of the kind " + fact.report() + " within a minute";
            EventId id = new EventId(line.id() + ":gap");
            outbox.put(
                    new Sighting(
                            id,
                            line.time(),
                            null,
                            new GapSeen("kmsg", verdict.heldBack(), reason)));
        }
        return verdict.tell();
    }

    private Optional<ServiceName> owner(KernelFact fact) {
        return switch (fact) {
            case OomKilled kill -> owners.ownerOf(kill.pid(), kill.cgroup());
            case TrapRaised trap -> owners.ownerOf(trap.pid(), null);
            case KernelReported reported ->
                    Optional.ofNullable(reported.pid()).flatMap(p -> owners.ownerOf(p, null));
        };
    }
}

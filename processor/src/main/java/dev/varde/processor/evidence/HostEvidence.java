package dev.varde.processor.evidence;

import dev.varde.events.CollectorFact;
import dev.varde.events.CollectorFact.CollectorStarted;
import dev.varde.events.CollectorFact.ConfigurationTaken;
import dev.varde.events.CollectorFact.HostRebooted;
import dev.varde.events.Fact;
import dev.varde.events.HealthFact;
import dev.varde.events.HostEvent;
import dev.varde.events.HostName;
import dev.varde.events.KernelFact;
import dev.varde.events.KernelFact.KernelReported;
import dev.varde.events.LogFact;
import dev.varde.events.OrderFact;
import dev.varde.events.ProcessFact;
import dev.varde.events.ResourceFact;
import dev.varde.events.ResourceFact.DiskSampled;
import dev.varde.events.ResourceFact.HostMemorySampled;
import dev.varde.events.ServiceName;
import dev.varde.events.UnitFact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is known of one host beside its services.
///
/// @param heard when its collector last gave a sign of life: a start, a heartbeat or a stop
/// @param stopped its collector said that it ends; silence after that is no incident
/// @param kernel what the kernel said that no service was found for, which a death may claim by
///   pid, and all that it reported
/// @param rebooted when it was last seen to have started anew
public record HostEvidence(
        HostName host,
        @Nullable Seen<CollectorStarted> started,
        @Nullable Instant heard,
        boolean stopped,
        @Nullable Seen<HostMemorySampled> memory,
        List<Disk> disks,
        Kernel kernel,
        @Nullable Seen<HostRebooted> rebooted) {
    public HostEvidence {
        disks = List.copyOf(disks);
    }

    public static HostEvidence none(HostName host) {
        return new HostEvidence(host, null, null, false, null, List.of(), Kernel.NONE, null);
    }

    public Map<String, String> labels() {
        return started == null ? Map.of() : started.fact().labels();
    }

    public Optional<Seen<HostMemorySampled>> memorySaid() {
        return Optional.ofNullable(memory);
    }

    /// Whether its collector still watches the service; true while it never said.
    public boolean watches(ServiceName service) {
        return started == null || started.fact().services().contains(service);
    }

    /// Folds one event; returns itself when nothing changes. Kills and traps of a service belong to
    /// its instance.
    public HostEvidence fold(HostEvent event) {
        return switch (event.fact()) {
            case CollectorFact f -> collector(event, f);
            case HostMemorySampled f ->
                    new HostEvidence(
                            host,
                            started,
                            heard,
                            stopped,
                            Seen.of(event, f),
                            disks,
                            kernel,
                            rebooted);
            case DiskSampled f ->
                    new HostEvidence(
                            host,
                            started,
                            heard,
                            stopped,
                            memory,
                            disk(event, f),
                            kernel,
                            rebooted);
            case KernelFact f when event.service() == null || f instanceof KernelReported ->
                    new HostEvidence(
                            host,
                            started,
                            heard,
                            stopped,
                            memory,
                            disks,
                            kernel.said(event, f),
                            rebooted);
            case KernelFact _,
                    ResourceFact _,
                    ProcessFact _,
                    HealthFact _,
                    LogFact _,
                    UnitFact _,
                    OrderFact _,
                    Fact.Unknown _ ->
                    this;
        };
    }

    private HostEvidence collector(HostEvent event, CollectorFact fact) {
        return switch (fact) {
            case CollectorStarted f ->
                    new HostEvidence(
                            host,
                            Seen.of(event, f),
                            event.time(),
                            false,
                            memory,
                            disks,
                            kernel,
                            rebooted);
            case CollectorFact.Heartbeat _ -> heard(event.time(), false);
            case CollectorFact.CollectorStopped _ -> heard(event.time(), true);
            case ConfigurationTaken f -> reconfigured(f);
            case HostRebooted f ->
                    new HostEvidence(
                            host,
                            started,
                            heard,
                            stopped,
                            memory,
                            disks,
                            kernel,
                            Seen.of(event, f));
            case CollectorFact.ServiceDeclared _,
                    CollectorFact.GapSeen _,
                    CollectorFact.BlindSpot _,
                    CollectorFact.BlindSpotCured _,
                    CollectorFact.ConfigurationRejected _,
                    CollectorFact.ClockJumped _ ->
                    this;
        };
    }

    /// Its collector watches other services than it said at its start.
    private HostEvidence reconfigured(ConfigurationTaken fact) {
        if (started == null) {
            return this;
        }
        CollectorStarted f = started.fact();
        CollectorStarted now =
                new CollectorStarted(
                        f.version(),
                        f.bootId(),
                        f.kernel(),
                        f.processors(),
                        f.memoryTotal(),
                        f.swapTotal(),
                        fact.labels(),
                        fact.services());
        return new HostEvidence(
                host,
                new Seen<>(started.id(), started.time(), now),
                heard,
                stopped,
                memory,
                disks,
                kernel,
                rebooted);
    }

    private HostEvidence heard(Instant at, boolean stopped) {
        return new HostEvidence(host, started, at, stopped, memory, disks, kernel, rebooted);
    }

    private List<Disk> disk(HostEvent event, DiskSampled fact) {
        List<Disk> all = new ArrayList<>();
        Disk found = null;
        for (Disk disk : disks) {
            if (disk.last().fact().mount().equals(fact.mount())) {
                found = disk;
            } else {
                all.add(disk);
            }
        }
        Disk now = found == null ? Disk.first(event, fact) : found.sampled(event, fact);
        return Bounds.keep(all, now, Bounds.DISKS);
    }
}

package dev.varde.processor.watch;

import dev.varde.events.CollectorFact.HostRebooted;
import dev.varde.events.EventId;
import dev.varde.events.HostEvent;
import dev.varde.events.KernelFact.KernelReported;
import dev.varde.events.KernelFact.Report;
import dev.varde.processor.diagnosis.Case;
import dev.varde.processor.diagnosis.Diagnosis;
import dev.varde.processor.evidence.HostEvidence;
import dev.varde.processor.evidence.Seen;
import dev.varde.processor.incident.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Says which signals a host's own incidents get from what its kernel reports and from a reboot
/// that nobody asked for. The kernel says when something is wrong and never when it is over, so
/// that such an incident ends when nothing follows.
public final class HostTrouble {
    /// The kernel looks for hung tasks every 120 s (Documentation/admin-guide/sysctl/kernel.rst,
    /// `hung_task_timeout_secs`): so long without a word means that it is over.
    static final Duration QUIET = Duration.ofMinutes(10);

    private final Duration stable;

    /// @param stable how long a host must be heard after a reboot until that is over
    public HostTrouble(Duration stable) {
        this.stable = stable;
    }

    /// @param host with the event folded in
    public Optional<Call> seen(HostEvidence host, HostEvent event, Instant seen, Instant now) {
        return switch (event.fact()) {
            case KernelReported f when current(f, event.time(), now) ->
                    reported(
                            new Case.KernelTrouble(host, new Seen<>(event.id(), event.time(), f)),
                            seen,
                            now);
            case HostRebooted f when !Boolean.TRUE.equals(f.orderly()) ->
                    Optional.of(
                            call(
                                    reboot(host),
                                    new Case.Rebooted(
                                            host, new Seen<>(event.id(), event.time(), f)),
                                    event.id(),
                                    seen,
                                    now));
            default -> Optional.empty();
        };
    }

    /// Whether it still says something about the host; a panic is told after the next boot.
    private static boolean current(KernelReported f, Instant at, Instant now) {
        return f.report() == Report.PANIC || at.plus(QUIET).isAfter(now);
    }

    private static Optional<Call> reported(Case.KernelTrouble c, Instant seen, Instant now) {
        return slot(c).map(slot -> call(slot, c, c.report().id(), seen, now));
    }

    private static Call call(Slot slot, Case c, EventId trigger, Instant seen, Instant now) {
        return new Call(slot, new Signal.Failing(now, Accounts.of(c, trigger, seen)));
    }

    /// That an open incident of such a slot is over, once it is.
    ///
    /// @param since when the incident opened
    public Optional<Call> settled(HostEvidence host, Slot slot, Instant since, Instant now) {
        boolean over =
                switch (slot.kind()) {
                    case KERNEL -> !now.isBefore(last(host, slot, since).plus(QUIET));
                    case REBOOT -> {
                        Instant heard = host.heard();
                        yield heard != null && !heard.isBefore(since.plus(stable));
                    }
                    default -> false;
                };
        return over ? Optional.of(new Call(slot, new Signal.Healthy(now))) : Optional.empty();
    }

    private static Instant last(HostEvidence host, Slot slot, Instant since) {
        return host.kernel().reports().stream()
                .filter(r -> slot(new Case.KernelTrouble(host, r)).filter(slot::equals).isPresent())
                .map(Seen::time)
                .filter(since::isBefore)
                .max(Instant::compareTo)
                .orElse(since);
    }

    /// One for each cause, so that an error of a disk does not hide in a hang.
    private static Optional<Slot> slot(Case.KernelTrouble c) {
        return Diagnosis.ofAny(c)
                .map(d -> new Slot(c.host().host(), Slot.Kind.KERNEL, d.best().cause().id()));
    }

    private static Slot reboot(HostEvidence host) {
        return new Slot(host.host(), Slot.Kind.REBOOT, "");
    }
}

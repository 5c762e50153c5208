package dev.varde.processor.diagnosis;

import dev.varde.events.Cause;
import dev.varde.events.Confidence;
import dev.varde.events.Incident.Advice;
import dev.varde.events.KernelFact.Killer;
import dev.varde.processor.diagnosis.Case.Death;
import dev.varde.processor.diagnosis.MemoryKills.Kill;
import java.util.List;
import java.util.Optional;

/// A guard in user space, systemd-oomd or earlyoom, killed the process before the kernel had to.
final class OomGuard implements Rule {
    @Override
    public Cause cause() {
        return Cause.OOM_GUARD;
    }

    @Override
    public Optional<Finding> examine(Case c) {
        if (!(c instanceof Death d) || MemoryKills.unharmed(d)) {
            return Optional.empty();
        }
        return MemoryKills.of(d)
                .filter(k -> k.seen().fact().killer() != Killer.KERNEL)
                .map(k -> finding(d, k));
    }

    private Finding finding(Death d, Kill k) {
        String guard =
                k.seen().fact().killer() == Killer.EARLYOOM
                        ? "earlyoom: little memory left"
                        : "systemd-oomd: memory pressure";
        String resident = k.resident(d);
        String what = resident.isEmpty() ? "" : " (" + resident + ")";
        return new Finding(
                cause(),
                k.exact() ? Confidence.CERTAIN : Confidence.LIKELY,
                k.exact()
                        ? d.who() + " was killed by " + guard + what
                        : d.who() + " ended after " + k.victim() + " was killed by " + guard + what,
                List.of(k.quoted()),
                k.against(),
                advice(d));
    }

    private static List<Advice> advice(Death d) {
        return List.of(
                new Advice(
                        "See whether the pressure was real",
                        List.of("cat /proc/pressure/memory", "oomctl", "free -m"),
                        "The guard kills on pressure or on little free memory; swap that is slow raises"
                                + " pressure while memory is left."),
                new Advice(
                        "Let it spare the service, or give the host more memory",
                        List.of(Shell.setProperty(d.instance(), "ManagedOOMPreference=avoid")),
                        "earlyoom has --avoid. Somebody else is killed then."));
    }
}

package dev.varde.processor.diagnosis;

import dev.varde.events.Cause;
import dev.varde.events.Incident.Advice;
import dev.varde.events.KernelFact.Report;
import java.util.List;
import java.util.Optional;

/// The kernel itself failed: an oops, which it may survive, or a panic, which it does not.
final class KernelCrash implements Rule {
    @Override
    public Cause cause() {
        return Cause.KERNEL_CRASH;
    }

    @Override
    public Optional<Finding> examine(Case c) {
        return KernelReports.of(c, Report.PANIC, Report.OOPS)
                .filter(r -> !KernelHang.ofAHang(r))
                .map(r -> r.finding(cause(), "had a crash of its kernel", advice()))
                .or(() -> read(c));
    }

    /// Only in logs that people hand in: a program may write into its own what it likes.
    private Optional<Finding> read(Case c) {
        return c instanceof Case.Death d && d.presumed()
                ? OwnWords.ofAny(d, cause())
                        .map(w -> w.finding("had a crash of its kernel", advice()))
                : Optional.empty();
    }

    private static List<Advice> advice() {
        return List.of(
                new Advice(
                        "Keep what it wrote",
                        List.of(
                                "dmesg -T > /var/tmp/oops.txt",
                                "ls -l /sys/fs/pstore /var/crash",
                                "journalctl -k -b -1"),
                        "The line with RIP or pc names the function, Modules linked in the drivers."),
                new Advice(
                        "Reboot, then update kernel, driver and firmware",
                        List.of("uname -a"),
                        "After an oops the kernel goes on with parts of itself missing. kdump keeps the whole"
                                + " picture the next time."));
    }
}

package dev.varde.processor.diagnosis;

import dev.varde.events.Cause;
import dev.varde.events.Incident.Advice;
import dev.varde.events.KernelFact.Report;
import java.util.List;
import java.util.Optional;

/// The kernel waits for itself: a task that cannot be woken, a processor that does not schedule.
final class KernelHang implements Rule {
    private static final Report[] HANGS = {Report.HUNG_TASK, Report.LOCKUP, Report.RCU_STALL};

    @Override
    public Cause cause() {
        return Cause.KERNEL_HANG;
    }

    @Override
    public Optional<Finding> examine(Case c) {
        return KernelReports.of(c, HANGS)
                .map(r -> r.finding(cause(), "hangs in its kernel", against(r), advice()))
                .or(() ->
                        KernelReports.of(c, Report.PANIC)
                                .filter(KernelHang::ofAHang)
                                .map(r ->
                                        r.finding(
                                                cause(),
                                                "ended because its kernel hung",
                                                advice())))
                .or(() -> read(c));
    }

    /// Storage that was slow for once, or a guest that its hypervisor let wait, looks the same.
    private static List<String> against(KernelReports r) {
        return r.single(HANGS)
                ? List.of("The kernel said it once; whatever waited may have gone on.")
                : List.of();
    }

    /// `kernel.hung_task_panic` and `kernel.softlockup_panic` make a panic of a hang.
    static boolean ofAHang(KernelReports r) {
        String text = r.trouble().report().fact().text();
        return text.contains("hung_task") || text.contains("lockup") || text.contains("RCU Stall");
    }

    /// Only in logs that people hand in: a program may write into its own what it likes.
    private Optional<Finding> read(Case c) {
        return c instanceof Case.Death d && d.presumed()
                ? OwnWords.ofAny(d, cause()).map(w -> w.finding("hangs in its kernel", advice()))
                : Optional.empty();
    }

    private static List<Advice> advice() {
        return List.of(
                new Advice(
                        "See what it waits for",
                        List.of(
                                "ps -eo pid,stat,wchan:32,comm | awk '$2 ~ /D/'",
                                "dmesg -T | tail -80",
                                "cat /proc/pressure/io"),
                        "Storage that does not answer, NFS, or a driver; a host that is starved by its"
                                + " hypervisor shows the same."),
                new Advice(
                        "Give it to another host until it is known",
                        List.of(),
                        "Processes in state D cannot be killed; only their storage or a reboot frees them."));
    }
}

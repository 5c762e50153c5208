package dev.varde.processor.diagnosis;

import dev.varde.events.Cause;
import dev.varde.events.Incident.Advice;
import dev.varde.events.KernelFact.Report;
import java.util.List;
import java.util.Optional;

/// A file system takes no more writes: the kernel made it read-only after errors, or it was mounted
/// so.
final class FilesystemReadOnly implements Rule {
    @Override
    public Cause cause() {
        return Cause.FILESYSTEM_READ_ONLY;
    }

    @Override
    public Optional<Finding> examine(Case c) {
        return KernelReports.of(c, Report.FILESYSTEM_READ_ONLY)
                .map(r ->
                        r.finding(
                                cause(),
                                "has a file system that the kernel made read-only",
                                advice()))
                .or(() ->
                        OwnWords.of(c, cause())
                                .map(w ->
                                        w.finding(
                                                "could not write: its file system is read-only",
                                                KernelReports.near(
                                                        w.death(), Report.FILESYSTEM_READ_ONLY),
                                                List.of(),
                                                advice())));
    }

    private static List<Advice> advice() {
        return List.of(
                new Advice(
                        "See why the kernel did it",
                        List.of(
                                "dmesg -T | tail -50",
                                "findmnt -o TARGET,SOURCE,OPTIONS",
                                "smartctl -a DEVICE"),
                        "Errors of the disk come first; then the file system protects what is left."),
                new Advice(
                        "Check the file system before it is written to again",
                        List.of("fsck -n DEVICE"),
                        "Unmounted, and with a copy of the data at hand. A restart does not help."));
    }
}

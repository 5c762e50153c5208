package dev.varde.processor.diagnosis;

import dev.varde.events.Cause;
import dev.varde.events.Incident.Advice;
import dev.varde.events.KernelFact.Report;
import java.util.List;
import java.util.Optional;

/// A disk does not give back or take what is asked of it.
final class DiskIoError implements Rule {
    @Override
    public Cause cause() {
        return Cause.DISK_IO_ERROR;
    }

    @Override
    public Optional<Finding> examine(Case c) {
        return KernelReports.of(c, Report.IO_ERROR)
                .map(r -> r.finding(cause(), "has a disk that fails", advice()))
                .or(() ->
                        OwnWords.of(c, cause())
                                .map(w ->
                                        w.finding(
                                                "could not read or write its disk",
                                                KernelReports.near(w.death(), Report.IO_ERROR),
                                                List.of(),
                                                advice())));
    }

    private static List<Advice> advice() {
        return List.of(
                new Advice(
                        "Look at the disk",
                        List.of("smartctl -a DEVICE", "dmesg -T | grep -i 'i/o error'"),
                        "Copy what matters first: a failing disk seldom gets better."),
                new Advice(
                        "Replace it",
                        List.of("lsblk -o NAME,SERIAL,MODEL,MOUNTPOINTS"),
                        "In a cloud: detach and attach the volume, or restore it from its snapshot."));
    }
}

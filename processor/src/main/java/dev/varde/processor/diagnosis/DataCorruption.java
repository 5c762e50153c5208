package dev.varde.processor.diagnosis;

import dev.varde.events.Cause;
import dev.varde.events.Incident.Advice;
import dev.varde.events.KernelFact.Report;
import java.util.List;
import java.util.Optional;

/// Data on disk cannot be read as what it should be.
final class DataCorruption implements Rule {
    @Override
    public Cause cause() {
        return Cause.DATA_CORRUPTION;
    }

    @Override
    public Optional<Finding> examine(Case c) {
        return KernelReports.of(c, Report.FILESYSTEM_ERROR)
                .map(r -> r.finding(cause(), "has a damaged file system", advice()))
                .or(() ->
                        OwnWords.of(c, cause())
                                .map(w -> w.finding("found its data damaged", advice())));
    }

    private static List<Advice> advice() {
        return List.of(
                new Advice(
                        "Copy the data before anything else",
                        List.of("cp -a DATA /var/tmp/before-repair"),
                        "Repairs write. What they make worse can then be taken back."),
                new Advice(
                        "Restore, or repair as its documentation says",
                        List.of(),
                        "A restart does not mend data. Look at the disk too: smartctl -a, "
                                + "dmesg."));
    }
}

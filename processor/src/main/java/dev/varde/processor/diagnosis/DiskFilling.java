package dev.varde.processor.diagnosis;

import dev.varde.events.Cause;
import dev.varde.events.Confidence;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A file system is nearly full, or will be soon.
final class DiskFilling implements Rule {
    @Override
    public Cause cause() {
        return Cause.DISK_FILLING;
    }

    @Override
    public Optional<Finding> examine(Case c) {
        if (!(c instanceof Case.FillingDisk f)) {
            return Optional.empty();
        }
        String when =
                f.disk()
                        .fullAt()
                        .map(full ->
                                (full.inodes() ? ", and out of inodes in " : ", and full in ")
                                        + Say.duration(
                                                Duration.between(f.disk().last().time(), full.at()))
                                        + " if it goes on so")
                        .orElse("");
        return Optional.of(
                new Finding(
                        cause(),
                        f.flagged() ? Confidence.CERTAIN : Confidence.LIKELY,
                        f.disk().last().fact().mount()
                                + " on "
                                + f.host().host()
                                + (f.disk().ofInodes() ? " has " : " is ")
                                + Say.percent(f.disk().used())
                                + (f.disk().ofInodes() ? " of its inodes in use" : " full")
                                + when,
                        List.of(DiskFull.quoted(f.disk())),
                        List.of(),
                        DiskFull.advice(Optional.of(f.disk()))));
    }
}

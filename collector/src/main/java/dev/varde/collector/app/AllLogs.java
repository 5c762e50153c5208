package dev.varde.collector.app;

import dev.varde.collector.LogBook;
import dev.varde.events.LogTail;
import dev.varde.events.ServiceName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The logs of a service, wherever they are.
///
/// @param files its log files
/// @param journal what it wrote into systemd's journal
record AllLogs(LogBook files, LogBook journal) implements LogBook {
    @Override
    public LastWords drain(ServiceName service) {
        LastWords inFiles = files.drain(service);
        LastWords inJournal = journal.drain(service);
        List<LogTail> tails = new ArrayList<>(inFiles.tails());
        tails.addAll(inJournal.tails());
        return new LastWords(tails, later(inFiles.writtenAt(), inJournal.writtenAt()));
    }

    private static @Nullable Instant later(@Nullable Instant a, @Nullable Instant b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        return a.isAfter(b) ? a : b;
    }
}

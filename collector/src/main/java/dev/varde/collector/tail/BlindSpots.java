package dev.varde.collector.tail;

import dev.varde.collector.right.Right;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/// Says once what cannot be read, and again only after it could be. Remembers at most 1,000
/// sources.
final class BlindSpots {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int MOST = 1_000;

    private final Emitter emitter;
    private final Set<String> told = new LinkedHashSet<>();
    private final Map<String, Long> missingSince = new LinkedHashMap<>();

    BlindSpots(Emitter emitter) {
        this.emitter = emitter;
    }

    void unreadable(Path source, IOException e) {
        String reason = isDenied(e) ? "permission denied" : String.valueOf(e.getMessage());
        if (isNew(source.toString())) {
            TailLog.notReadable(source, reason);
            emitter.blindSpot(source.toString(), reason, Right.LOGS.cure(source.toString()));
        }
    }

    void readable(Path source) {
        cured(source.toString(), source.toString());
    }

    void tooMany(String log) {
        if (isNew("many " + log)) {
            emitter.blindSpot(
                    log,
                    "it leads to more files or directories than are looked at",
                    "write the path of the log more exactly");
        }
    }

    void writtenToThoughDeleted(Path file) {
        if (isNew("deleted " + file)) {
            emitter.blindSpot(
                    file.toString(),
                    "it was deleted and is still written to, which nobody can read and which fills"
                            + " the disk",
                    "let the service open its log anew after rotation");
        }
    }

    /// @param any whether something is there now
    void missing(String log, boolean any) {
        if (any) {
            missingSince.remove(log);
            cured("missing " + log, log);
            return;
        }
        long now = emitter.now().toEpochMilli();
        long since = missingSince.computeIfAbsent(log, _ -> now);
        if (now - since > PATIENCE.toMillis() && isNew("missing " + log)) {
            emitter.blindSpot(
                    log,
                    "no such log file",
                    "correct `logs` of the service, or let the service write there");
        }
    }

    private void cured(String what, String source) {
        if (told.remove(what)) {
            emitter.cured(source);
        }
    }

    private boolean isNew(String what) {
        if (told.size() >= MOST) {
            told.remove(told.iterator().next());
        }
        return told.add(what);
    }

    /// `RandomAccessFile` says it in words only.
    private static boolean isDenied(IOException e) {
        return e instanceof AccessDeniedException
                || String.valueOf(e.getMessage()).contains("(Permission denied)");
    }
}

package dev.varde.collector.tail;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds the files that a service's `logs` lead to, decides where to begin in each, and says once
/// what may not be read.
///
/// A file seen before goes on where it was left. One that was there at the first look and is not
/// known begins at its end; one that appeared since, or whose path led to another file before, at
/// its start.
final class Finder {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /// A file where a path leads now.
    record Found(Path path, FileKey.Stat stat) {}

    private final List<String> logs;
    private final Map<FileKey, Position> known = new LinkedHashMap<>();
    private final Set<Path> knownPaths = new HashSet<>();
    private final Instant savedAt;
    private final Set<String> told = new HashSet<>();
    private final Map<String, Set<Path>> expanded = new LinkedHashMap<>();
    private final Map<String, Instant> missingSince = new LinkedHashMap<>();
    private @Nullable Emitter teller;
    private boolean first = true;
    private boolean renamesLookedAt;

    /// @param logs paths and patterns
    /// @param positions where files were left by the run before
    /// @param savedAt when that was
    Finder(List<String> logs, List<Position> positions, Instant savedAt) {
        this.logs = logs;
        this.savedAt = savedAt;
        for (Position position : positions) {
            known.put(position.key(), position);
            knownPaths.add(Path.of(position.path()));
        }
    }

    /// Says what it cannot read to this one.
    void tellTo(Emitter emitter) {
        teller = emitter;
    }

    /// @param all looks for files by pattern again
    Map<FileKey, Found> look(boolean all) {
        Map<FileKey, Found> found = new LinkedHashMap<>();
        for (String log : logs) {
            if (all || !Patterns.isPattern(log) || !expanded.containsKey(log)) {
                expand(log);
            }
            boolean any = false;
            for (Path path : expanded.getOrDefault(log, Set.of())) {
                any |= stat(path, found);
            }
            tellMissing(log, any);
        }
        return found;
    }

    /// After the first look, files that are not known have appeared since.
    void lookedOnce() {
        first = false;
    }

    private void expand(String log) {
        try {
            expanded.put(log, Patterns.expand(log));
        } catch (IOException e) {
            unreadable(log, e);
        }
    }

    private boolean stat(Path path, Map<FileKey, Found> found) {
        try {
            Optional<FileKey.Stat> stat = FileKey.stat(path);
            stat.ifPresent(s -> found.putIfAbsent(s.key(), new Found(path, s)));
            return stat.isPresent();
        } catch (IOException e) {
            unreadable(path.toString(), e);
            return true;
        }
    }

    private void tellMissing(String log, boolean any) {
        Emitter emitter = teller;
        if (emitter == null || any) {
            missingSince.remove(log);
            return;
        }
        Instant since = missingSince.computeIfAbsent(log, _ -> emitter.now());
        boolean late = Duration.between(since, emitter.now()).compareTo(PATIENCE) > 0;
        if (late && told.add("missing " + log)) {
            emitter.blindSpot(
                    log,
                    "no such log file",
                    "correct `logs` of the service, or let the service write there");
        }
    }

    /// Opens it where it was left or where it should begin; empty when it may not be read.
    Optional<Follower> open(Found found, Emitter emitter) {
        try {
            Follower follower =
                    Follower.open(
                            found.stat().key(), found.path(), file -> from(found, file), emitter);
            told.remove(found.path().toString());
            return Optional.of(follower);
        } catch (IOException e) {
            unreadable(found.path().toString(), e);
            return Optional.empty();
        }
    }

    private Follower.From from(Found found, java.io.RandomAccessFile file) throws IOException {
        Position left = known.remove(found.stat().key());
        if (left != null && left.print().matches(file) && left.offset() <= file.length()) {
            return new Follower.From(left.offset(), left.incarnation());
        }
        long incarnation = System.currentTimeMillis();
        boolean appeared =
                !first
                        || left != null
                        || knownPaths.contains(found.path())
                        || (savedAt.isAfter(Instant.EPOCH)
                                && found.stat().created().isAfter(savedAt));
        return new Follower.From(appeared ? 0 : file.length(), incarnation);
    }

    /// Files that were left behind and now lie beside their path under another name, rotated while
    /// no collector ran.
    List<Found> renamedMeanwhile() {
        if (renamesLookedAt) {
            return List.of();
        }
        renamesLookedAt = true;
        List<Found> renamed = new java.util.ArrayList<>();
        for (Position position : List.copyOf(known.values())) {
            Path directory = Path.of(position.path()).getParent();
            if (directory != null && Files.isDirectory(directory)) {
                sibling(directory, position.key()).ifPresent(renamed::add);
            }
        }
        return renamed;
    }

    private static Optional<Found> sibling(Path directory, FileKey key) {
        try (var all = Files.newDirectoryStream(directory)) {
            for (Path path : all) {
                Optional<FileKey.Stat> stat = FileKey.stat(path);
                if (stat.isPresent() && stat.get().key().equals(key)) {
                    return Optional.of(new Found(path, stat.get()));
                }
            }
        } catch (IOException | java.nio.file.DirectoryIteratorException _) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    void unreadable(Path path, IOException e, Emitter emitter) {
        tellTo(emitter);
        unreadable(path.toString(), e);
    }

    private void unreadable(String source, IOException e) {
        Emitter emitter = teller;
        if (emitter == null || !told.add(source)) {
            return;
        }
        String reason =
                e instanceof AccessDeniedException || isDenied(e)
                        ? "permission denied"
                        : String.valueOf(e.getMessage());
        TailLog.notReadable(Path.of(source), reason);
        emitter.blindSpot(
                source,
                reason,
                "let the collector's user read it, for example: setfacl -m u:varde:r " + source);
    }

    /// `RandomAccessFile` says it in words only.
    private static boolean isDenied(IOException e) {
        return String.valueOf(e.getMessage()).contains("(Permission denied)");
    }
}

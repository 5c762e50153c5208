package dev.varde.collector.tail;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Finds the files that a service's `logs` lead to, and decides where to begin in one that is not
/// known: one that was there at the first look begins at its end; one that appeared since, or whose
/// path led to another file before, at its start.
///
/// A pattern is looked up at each look, but not more often than fifty times what that takes.
final class Finder {
    private static final long SHARE = 50;
    private static final int LONGEST_LAST_LINE = 64 << 10;
    private static final int MOST_DENIED = 1_000;

    /// What a look found.
    ///
    /// @param failed paths that could not be looked at, so that nothing is known of their files
    record Look(Map<FileKey, Found> found, Set<Path> failed) {}

    private record Expanded(Set<Path> files, long at, long took) {
        boolean isDue(long now) {
            return now - at >= SHARE * took;
        }
    }

    private final List<String> logs;
    private final Set<String> patterns;
    private final List<Position> positions;
    private final Instant savedAt;
    private final boolean followedBefore;
    private final Content.Opener opener;
    private final Set<Path> knownPaths = new HashSet<>();
    private final Map<String, Expanded> expanded = new LinkedHashMap<>();
    private final Map<FileKey, Long> deniedAt = new HashMap<>();
    private boolean first = true;
    private boolean complete;

    /// @param logs paths and patterns
    /// @param positions where files were left by the run before
    /// @param savedAt when that was
    Finder(List<String> logs, List<Position> positions, Instant savedAt) {
        this(logs, positions, savedAt, false, PlainContent::open);
    }

    /// @param followedBefore whether all of `logs` was followed when the positions were saved: a
    ///   file without one is newer than they are, whatever clocks say
    Finder(
            List<String> logs,
            List<Position> positions,
            Instant savedAt,
            boolean followedBefore,
            Content.Opener opener) {
        this.logs = List.copyOf(logs);
        this.patterns = logs.stream().filter(Patterns::isPattern).collect(Collectors.toSet());
        this.positions = List.copyOf(positions);
        this.savedAt = savedAt;
        this.followedBefore = followedBefore;
        this.opener = opener;
        positions.forEach(position -> knownPaths.add(Path.of(position.path())));
    }

    List<Position> positions() {
        return positions;
    }

    Instant savedAt() {
        return savedAt;
    }

    /// @param now by the monotonic clock, in nanoseconds
    Look look(BlindSpots blindSpots, long now) {
        Look look = new Look(new LinkedHashMap<>(), new HashSet<>());
        complete = patterns.isEmpty();
        for (String log : logs) {
            boolean any = false;
            for (Path path : files(log, blindSpots, now)) {
                any |= stat(path, look, blindSpots);
            }
            blindSpots.missing(log, any);
            complete &= any;
        }
        return look;
    }

    /// Whether no other file may come: no path is a pattern, and there was one at each.
    ///
    /// @param open how many are open
    boolean isComplete(int open) {
        return complete && open >= logs.size();
    }

    /// After the first look, files that are not known have appeared since.
    void lookedOnce() {
        first = false;
    }

    private Set<Path> files(String log, BlindSpots blindSpots, long now) {
        Expanded before = expanded.get(log);
        if (before != null && (!patterns.contains(log) || !before.isDue(now))) {
            return before.files();
        }
        long began = System.nanoTime();
        Patterns.Expansion expansion = Patterns.expand(log);
        Set<Path> files = expansion.files();
        expansion.unreadable().forEach(blindSpots::unreadable);
        if (expansion.cut()) {
            blindSpots.tooMany(log);
        }
        if (!expansion.unreadable().isEmpty() && before != null) {
            files = new LinkedHashSet<>(files);
            files.addAll(before.files());
        }
        expanded.put(log, new Expanded(files, now, System.nanoTime() - began));
        return files;
    }

    private static boolean stat(Path path, Look look, BlindSpots blindSpots) {
        try {
            Optional<FileKey.Stat> stat = FileKey.stat(path);
            stat.ifPresent(s -> look.found().putIfAbsent(s.key(), new Found(path, s)));
            return stat.isPresent();
        } catch (IOException e) {
            look.failed().add(path);
            blindSpots.unreadable(path, e);
            return true;
        }
    }

    /// Empty when it may not be read, or the path leads elsewhere by now.
    Optional<Content> open(Found found, BlindSpots blindSpots) {
        try {
            Content content = opener.open(found.path());
            if (!FileKey.stat(found.path())
                    .map(FileKey.Stat::key)
                    .equals(Optional.of(found.key()))) {
                content.close();
                return Optional.empty();
            }
            return Optional.of(content);
        } catch (IOException e) {
            if (first && deniedAt.size() < MOST_DENIED) {
                deniedAt.put(found.key(), found.stat().size());
            }
            blindSpots.unreadable(found.path(), e);
            return Optional.empty();
        }
    }

    /// Where to begin in a file that nobody knows.
    ///
    /// @param replaced whether another content of the same file was followed
    Follower.From begin(Found found, Content content, boolean replaced) throws IOException {
        Identity identity = Identity.of(found.key(), System.currentTimeMillis());
        long size = content.size();
        Long denied = deniedAt.remove(found.key());
        if (denied != null && denied <= size) {
            return new Follower.From(denied, identity);
        }
        if (replaced || hasAppeared(found)) {
            return new Follower.From(0, identity);
        }
        long begin = beginOfLastLine(content, size);
        return new Follower.From(begin, identity, new Unacknowledged(), size);
    }

    private boolean hasAppeared(Found found) {
        return !first
                || followedBefore
                || knownPaths.contains(found.path())
                || (savedAt.isAfter(Instant.EPOCH) && found.stat().created().isAfter(savedAt));
    }

    /// Behind the last newline, so that a line that is being written is taken whole.
    private static long beginOfLastLine(Content content, long size) throws IOException {
        byte[] head = new byte[2];
        Charset wide = WideSplitter.told(head, content.read(0, head, head.length)).orElse(null);
        long from = Math.max(0, size - LONGEST_LAST_LINE) & ~1L;
        byte[] bytes = new byte[(int) (size - from)];
        int end = behindLastNewline(bytes, content.read(from, bytes, bytes.length), wide);
        return end > 0 || from == 0 ? from + end : size;
    }

    /// @param wide the character set when it is one of two bytes
    private static int behindLastNewline(byte[] bytes, int length, @Nullable Charset wide) {
        int unit = wide == null ? 1 : 2;
        int end = length - length % unit;
        while (end > 0 && !isNewline(bytes, end, wide)) {
            end -= unit;
        }
        return end;
    }

    private static boolean isNewline(byte[] bytes, int end, @Nullable Charset wide) {
        return wide == null
                ? bytes[end - 1] == '\n'
                : WideSplitter.isNewline(wide, bytes[end - 2], bytes[end - 1]);
    }
}

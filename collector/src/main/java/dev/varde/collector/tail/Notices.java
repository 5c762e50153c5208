package dev.varde.collector.tail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// Lets the log reader sleep until one of the files is written to, once nothing has come for a
/// while: each is watched for one write only, so that a busy log costs no wake-up for each.
///
/// Only on file systems of this host, whose kernel sees each write; elsewhere files are asked for
/// their size. All but [#wake] from one thread.
final class Notices implements AutoCloseable {
    /// As mount(8) calls them.
    private static final Set<String> LOCAL =
            Set.of("ext2", "ext3", "ext4", "xfs", "btrfs", "tmpfs", "f2fs", "zfs", "overlay");

    private static final int MOST = 8_192;

    private final Inotify inotify;
    private final Map<FileKey, Integer> watches = new HashMap<>();
    private final Map<Integer, FileKey> files = new HashMap<>();
    private final Map<Long, Boolean> local = new HashMap<>();
    private boolean added;

    Notices(Inotify inotify) {
        this.inotify = inotify;
    }

    /// Whether nothing has become of the file since it was first watched.
    boolean isWatched(FileKey file) {
        return watches.containsKey(file);
    }

    /// @return whether the file's next write is noticed
    boolean watch(FileKey file, Path path) {
        if (watches.containsKey(file)) {
            return true;
        }
        int number = watches.size() < MOST && isLocal(file, path) ? inotify.watchOnce(path) : -1;
        if (number >= 0) {
            watches.put(file, number);
            files.put(number, file);
            added = true;
        }
        return number >= 0;
    }

    private boolean isLocal(FileKey file, Path path) {
        return local.computeIfAbsent(
                file.device(),
                _ -> {
                    try {
                        return LOCAL.contains(Files.getFileStore(path).type());
                    } catch (IOException _) {
                        return false;
                    }
                });
    }

    /// Whether a watch is new since this was asked last: what was written before it is noticed by
    /// nobody.
    boolean takeAdded() {
        boolean before = added;
        added = false;
        return before;
    }

    /// Sleeps until a watched file is written to, or the time is over.
    void await(Duration most) {
        inotify.await((int) Math.max(1, most.toMillis()), this::over);
    }

    private void over(int number) {
        if (number < 0) {
            watches.clear();
            files.clear();
            return;
        }
        FileKey file = files.remove(number);
        if (file != null) {
            watches.remove(file);
        }
    }

    /// Ends a sleep, and all later ones; from any thread.
    void wake() {
        inotify.wake();
    }

    @Override
    public void close() {
        inotify.close();
    }
}

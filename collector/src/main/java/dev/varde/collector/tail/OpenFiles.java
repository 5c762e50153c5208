package dev.varde.collector.tail;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The files of one service that are open and followed, within the number that may be.
final class OpenFiles implements AutoCloseable {
    private static final int UNREAD_ROOM = 32;

    private final Ground ground;
    private final Map<FileKey, Followed> files = new LinkedHashMap<>();
    private boolean unrecorded;

    OpenFiles(Ground ground) {
        this.ground = ground;
    }

    boolean holds(FileKey key) {
        return files.containsKey(key);
    }

    @Nullable Followed of(FileKey key) {
        return files.get(key);
    }

    boolean isOpen(Followed followed) {
        return files.get(followed.key()) == followed;
    }

    boolean isOpen(Left content) {
        Followed followed = files.get(content.key());
        return followed != null && followed.follower.identity().equals(content.end().identity());
    }

    /// As they are now, to go through while some are opened or closed.
    List<Followed> snapshot() {
        return List.copyOf(files.values());
    }

    Collection<Followed> all() {
        return files.values();
    }

    List<Followed> byUrgency() {
        return files.values().stream().sorted(Followed::byUrgency).toList();
    }

    List<Follower> followers() {
        return files.values().stream().map(f -> f.follower).toList();
    }

    Followed follow(Found file, Content content, Follower.From from) throws IOException {
        makeRoom();
        try {
            Followed followed =
                    new Followed(new Follower(file, content, from, ground.emitter()), ground.now());
            files.values().stream()
                    .filter(other -> other.follower.path().equals(file.path()))
                    .forEach(other -> followed.follower.takesPlaceOf(other.follower));
            files.put(file.key(), followed);
            unrecorded = true;
            return followed;
        } catch (IOException e) {
            content.close();
            throw e;
        }
    }

    /// One that no configured path leads to.
    void followOrphan(Found file, Content content, Follower.From from) throws IOException {
        follow(file, content, from).orphanedAt = ground.now();
    }

    /// Closes the one that has been quiet longest; one that is not read to its end only when there
    /// are many.
    private void makeRoom() {
        int most = Math.max(1, ground.shared().mostOpen().getAsInt());
        if (files.size() < most) {
            return;
        }
        boolean crowded = files.size() >= Math.max(most, UNREAD_ROOM);
        files.values().stream()
                .filter(followed -> crowded || !followed.isUnread())
                .min(
                        Comparator.comparing(Followed::isUnread)
                                .thenComparingLong(followed -> followed.grewAt))
                .ifPresent(this::park);
    }

    private void park(Followed followed) {
        followed.follower.flush();
        ground.left().await(leave(followed));
    }

    /// Closes it.
    ///
    /// @return how to go on with it
    Left leave(Followed followed) {
        Follower follower = followed.follower;
        Left left = follower.left(followed.isUnread() ? -1 : follower.offset());
        drop(followed);
        return left;
    }

    /// Closes it for good.
    void drop(Followed followed) {
        files.remove(followed.key());
        close(followed.follower);
    }

    /// Bytes of the file that has most to be read.
    long unread() {
        return files.values().stream().mapToLong(Followed::unread).max().orElse(0);
    }

    /// When what a path led to before was last seen to be written to; epoch when that is not known.
    Instant lastSeen(Path path) {
        Stream<Instant> open =
                files.values().stream()
                        .filter(f -> f.orphanedAt != null && isLog(f.follower.path(), path))
                        .map(f -> f.follower.modified());
        Stream<Instant> closed =
                ground.left().everything().stream()
                        .filter(l -> isLog(l.path(), path))
                        .map(Left::modified);
        return Stream.concat(open, closed).max(Comparator.naturalOrder()).orElse(Instant.EPOCH);
    }

    private static boolean isLog(Path one, Path log) {
        return one.equals(log) || RotatedName.isOf(one, log);
    }

    List<Position> positions() {
        List<Position> all = new ArrayList<>(ground.left().positions());
        files.values().forEach(f -> all.add(f.follower.position()));
        return all;
    }

    /// An identity has changed, or what is known of one, and is to be saved before anything is
    /// told.
    void changed() {
        unrecorded = true;
    }

    /// Saves what has changed.
    void record() {
        if (unrecorded) {
            unrecorded = false;
            ground.shared().record().run();
        }
    }

    private static void close(Follower follower) {
        try {
            follower.close();
        } catch (IOException e) {
            TailLog.notClosed(follower.path(), e);
        }
    }

    @Override
    public void close() {
        followers().forEach(OpenFiles::close);
    }
}

package dev.varde.collector.tail;

import java.time.Duration;

/// Closes what no path leads to any more once it is read to its end and nothing has come for half a
/// minute; a deleted file after ten minutes in any case, since its room on the disk is not free
/// before.
final class Lingering {
    private static final long LINGER = Duration.ofSeconds(30).toNanos();
    private static final long LONGEST = Duration.ofMinutes(10).toNanos();

    private final Ground ground;
    private final OpenFiles open;

    Lingering(Ground ground, OpenFiles open) {
        this.ground = ground;
        this.open = open;
    }

    void release() {
        for (Followed followed : open.snapshot()) {
            Long since = followed.orphanedAt;
            if (since != null && isFinished(followed, since)) {
                TailLog.released(followed.follower.path());
                followed.follower.endPartial();
                ground.left().settle(open.leave(followed));
            }
        }
    }

    private boolean isFinished(Followed followed, long orphanedAt) {
        if (followed.follower.content().isFixed()) {
            return followed.lastTurn == 0 && !followed.isUnread();
        }
        long now = ground.now();
        boolean silent = now - followed.grewAt > LINGER && now - orphanedAt > LINGER;
        return silent || (now - orphanedAt > LONGEST && isDeleted(followed.follower));
    }

    private boolean isDeleted(Follower follower) {
        boolean deleted = Beside.of(follower.path()).named(follower.key()).isEmpty();
        if (deleted) {
            ground.blindSpots().writtenToThoughDeleted(follower.path());
        }
        return deleted;
    }
}

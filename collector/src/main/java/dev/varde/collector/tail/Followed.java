package dev.varde.collector.tail;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// A file that is open, and when it last gave something. Times are of the monotonic clock, in
/// nanoseconds.
final class Followed {
    final Follower follower;
    @Nullable Long orphanedAt;
    long grewAt;
    long lastTurn;
    boolean settled = true;

    Followed(Follower follower, long now) {
        this.follower = follower;
        this.grewAt = now;
    }

    boolean isUnread() {
        return unread() != 0;
    }

    /// Bytes behind what was read; less than 0 where the file is shorter, or cannot be asked.
    long unread() {
        try {
            return follower.content().size() - follower.offset();
        } catch (IOException _) {
            return -1;
        }
    }

    FileKey key() {
        return follower.key();
    }

    /// What was rotated away is read first, then what had least to say the last time: a busy log
    /// keeps nobody waiting.
    static int byUrgency(Followed one, Followed other) {
        boolean first = one.orphanedAt != null;
        boolean second = other.orphanedAt != null;
        return first != second
                ? Boolean.compare(second, first)
                : Long.compare(one.lastTurn, other.lastTurn);
    }
}

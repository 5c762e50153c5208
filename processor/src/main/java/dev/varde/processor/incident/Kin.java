package dev.varde.processor.incident;

import dev.varde.events.Incident.Around;
import dev.varde.events.IncidentId;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What an incident has to do with others.
///
/// @param parent the one that explains it
/// @param members who was hit by it beside its own service, as `service@host`, at most 500
/// @param open more than 0 while any of those that have the same cause is down and may come back
/// @param heard a revision of it was told while it had no parent
/// @param widened when new members were told last
/// @param around what a restart has to heed; null as an older version kept it
public record Kin(
        @Nullable Parent parent,
        List<String> members,
        int open,
        boolean heard,
        @Nullable Instant widened,
        @Nullable Around around) {
    public static final Kin NONE = new Kin(null, List.of(), 0, false, null, null);

    private static final int MEMBERS = 500;

    public Kin {
        members = List.copyOf(members.subList(0, Math.min(MEMBERS, members.size())));
    }

    /// What is seen now, without history.
    public static Kin seen(
            @Nullable Parent parent, List<String> members, int open, @Nullable Around around) {
        return new Kin(parent, members, open, false, null, around);
    }

    /// @param who the parent's `service@host`, or its host
    /// @param above the parent and what it hangs under, nearest first, at most 8
    /// @param over it explains nothing any more; said when this one is down again
    public record Parent(
            IncidentId incident, Tie tie, String who, List<IncidentId> above, boolean over) {
        public Parent {
            above = List.copyOf(above);
        }

        /// Such as `postgres@db-1, which it needs`.
        String inWords() {
            return switch (tie) {
                case HOST -> who + ", which is silent";
                case NEED -> who + ", which it needs";
                case SAME -> who + ", which has the same cause";
            };
        }
    }

    /// Why one incident hangs under another.
    public enum Tie {
        /// Nothing is heard of its host.
        HOST,
        /// A service that it needs is down.
        NEED,
        /// Another instance of the same service fell of the same cause just before.
        SAME
    }

    /// This one's history with what is seen now.
    ///
    /// @param recovering one that is on its way up keeps its parent, so that the end of what
    ///   explained it is not told as news of it
    Kin with(Kin now, boolean recovering) {
        Set<String> all = new LinkedHashSet<>(members);
        all.addAll(now.members());
        return new Kin(
                recovering ? kept(now.parent()) : now.parent(),
                List.copyOf(all),
                now.open(),
                heard,
                widened,
                now.around());
    }

    private @Nullable Parent kept(@Nullable Parent now) {
        if (now != null || parent == null) {
            return now;
        }
        return new Parent(parent.incident(), parent.tie(), parent.who(), parent.above(), true);
    }

    /// Once it is down again a parent that is over is none.
    Kin down() {
        return parent != null && parent.over()
                ? new Kin(null, members, open, heard, widened, around)
                : this;
    }

    /// After a revision was told.
    Kin told() {
        return parent == null && !heard
                ? new Kin(parent, members, open, true, widened, around)
                : this;
    }

    Kin widened(Instant at) {
        return new Kin(parent, members, open, heard, at, around);
    }

    /// Whether something that it needs is down.
    boolean misses() {
        return around != null && !around.down().isEmpty();
    }

    @Nullable IncidentId above() {
        return parent == null ? null : parent.incident();
    }
}

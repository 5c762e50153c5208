package dev.varde.processor.fleet;

import dev.varde.events.Cause;
import dev.varde.events.IncidentId;
import dev.varde.processor.incident.Kin.Parent;
import dev.varde.processor.incident.Kin.Tie;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Which open incident explains another one: the silence of its host, the death of what it needs,
/// or the same death of another instance just before.
///
/// Two that need each other must not explain each other, for nobody would be told. So each carries
/// what it hangs under; of those on a ring the one with the least id hangs under nothing.
public final class Kinship {
    /// What it needs may be seen to be down so much later than it is itself.
    static final Duration LATER = Duration.ofSeconds(30);

    /// So long after its death the cause of an incident may still become another one.
    static final Duration YOUNG = Duration.ofSeconds(10);

    /// Ends that the lack of something else can bring about. Out of memory, a full disk or a crash
    /// of its own is nobody else's doing.
    private static final Set<String> FROM_OUTSIDE =
            Set.of(
                    "database-unreachable",
                    "database-connection-lost",
                    "broker-unreachable",
                    "upstream-unreachable",
                    "worker-timeout",
                    "start-timeout",
                    "unhealthy",
                    "hang",
                    "unhandled-exception",
                    "exit-unexplained",
                    "unknown");

    /// What a kill is found to be once the kernel's line has come.
    private static final Set<String> KILLS = Set.of("oom-kill", "memory-limit", "oom-guard");

    private static final int MISSING = 8;

    private Kinship() {}

    /// What is known around an incident.
    ///
    /// @param silence the open incident of its host's silence
    /// @param needed the open incidents of what it needs on the same host
    /// @param notices of what it is and needs
    public record Sight(@Nullable Trouble silence, List<Trouble> needed, List<Notice> notices) {
        public Sight {
            needed = List.copyOf(needed);
            notices = List.copyOf(notices);
        }
    }

    /// @param own as far as it is known; without what it hangs under
    /// @param present what it hangs under now
    public static Optional<Parent> parent(
            Trouble own, @Nullable Parent present, Sight sight, Instant now) {
        return stays(own, present, sight, now)
                .or(() -> silence(own, sight))
                .or(() -> need(own, sight))
                .or(() -> same(own, sight, now));
    }

    /// What it needs and is down, and its host while that is silent, oldest first, at most 8; what
    /// is on its way up is there. Of those on a ring one misses nothing, or none would be helped.
    public static List<String> missing(Trouble own, Sight sight) {
        Stream<Trouble> elsewhere =
                sight.notices().stream()
                        .filter(n -> n.bond() == Bond.NEEDS && n.well() == 0)
                        .flatMap(n -> n.troubles().stream());
        return Stream.of(Stream.ofNullable(sight.silence()), sight.needed().stream(), elsewhere)
                .flatMap(s -> s)
                .filter(t -> !t.recovering() && !t.incident().equals(own.incident()))
                .filter(t -> !onRing(own, t))
                .sorted(Trouble.AGE)
                .map(Trouble::who)
                .distinct()
                .limit(MISSING)
                .toList();
    }

    /// It stays where it hangs while that is open, unless its cause turns out to be another one.
    private static Optional<Parent> stays(
            Trouble own, @Nullable Parent present, Sight sight, Instant now) {
        return Optional.ofNullable(present)
                .flatMap(p ->
                        open(p, sight)
                                .filter(t -> !onRing(own, t))
                                .filter(t -> p.tie() != Tie.SAME || alike(own, t, now))
                                .map(t -> parent(t, p.tie())));
    }

    private static Optional<Trouble> open(Parent present, Sight sight) {
        Stream<Trouble> all =
                switch (present.tie()) {
                    case HOST -> Stream.ofNullable(sight.silence());
                    case NEED ->
                            Stream.concat(sight.needed().stream(), troubles(sight, Bond.NEEDS));
                    case SAME -> alike(sight);
                };
        return all.filter(t -> t.incident().equals(present.incident())).findFirst();
    }

    private static Optional<Parent> silence(Trouble own, Sight sight) {
        return Optional.ofNullable(sight.silence())
                .filter(t -> !onRing(own, t))
                .map(t -> parent(t, Tie.HOST));
    }

    static boolean fromOutside(Cause cause) {
        return FROM_OUTSIDE.contains(cause.id());
    }

    /// A need that others meet too explains only when all of them are down.
    private static Optional<Parent> need(Trouble own, Sight sight) {
        if (!fromOutside(own.cause())) {
            return Optional.empty();
        }
        Stream<Trouble> elsewhere =
                sight.notices().stream()
                        .filter(n -> n.bond() == Bond.NEEDS && n.well() == 0)
                        .flatMap(n -> n.troubles().stream());
        return Stream.concat(sight.needed().stream(), elsewhere)
                .filter(t -> !t.began().isAfter(own.began().plus(LATER)))
                .filter(t -> !onRing(own, t))
                .min(Trouble.AGE)
                .map(t -> parent(t, Tie.NEED));
    }

    private static Optional<Parent> same(Trouble own, Sight sight, Instant now) {
        return alike(sight)
                .filter(t -> Trouble.AGE.compare(t, own) < 0)
                .filter(t -> !own.began().isAfter(t.began().plus(Board.TOGETHER)))
                .filter(t -> !t.recovering() && !own.recovering())
                .filter(t -> joins(own, t, now))
                .filter(t -> !onRing(own, t))
                .max(Comparator.comparing(Trouble::began))
                .map(t -> parent(t, Tie.SAME));
    }

    private static Stream<Trouble> alike(Sight sight) {
        return sight.notices().stream()
                .filter(n -> n.bond() == Bond.IS && n.shared().isService())
                .flatMap(n -> n.troubles().stream());
    }

    private static Stream<Trouble> troubles(Sight sight, Bond bond) {
        return sight.notices().stream()
                .filter(n -> n.bond() == bond)
                .flatMap(n -> n.troubles().stream());
    }

    /// The kernel's line may come a moment after the kill.
    private static boolean joins(Trouble own, Trouble other, Instant now) {
        return own.cause().equals(other.cause())
                || (young(own, now)
                        && own.cause().equals(Cause.KILLED_BY_SIGNAL)
                        && KILLS.contains(other.cause().id()));
    }

    private static boolean alike(Trouble own, Trouble other, Instant now) {
        return young(own, now) || own.cause().equals(other.cause());
    }

    private static boolean young(Trouble own, Instant now) {
        return now.isBefore(own.began().plus(YOUNG));
    }

    private static boolean onRing(Trouble own, Trouble other) {
        List<IncidentId> ring = other.below();
        int end = ring.indexOf(own.incident());
        return end >= 0
                && ring.subList(0, end).stream()
                        .allMatch(id -> own.incident().value().compareTo(id.value()) < 0);
    }

    private static Parent parent(Trouble t, Tie tie) {
        return new Parent(t.incident(), tie, t.who(), t.below(), false);
    }
}

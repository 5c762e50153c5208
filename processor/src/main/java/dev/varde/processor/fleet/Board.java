package dev.varde.processor.fleet;

import dev.varde.events.IncidentId;
import dev.varde.events.InstanceId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The board of one shared thing: takes posts, and says who should know what is new.
///
/// It says who is in trouble. Who hangs under whom each instance decides for its own incident, and
/// posts it; the board adds up who hangs under one of its own.
public final class Board {
    /// Instances that fall of the same cause within this of the first are one incident.
    static final Duration TOGETHER = Duration.ofMinutes(5);

    private static final int TROUBLES = 8;
    private static final int MEMBERS = 500;

    private final Shared shared;

    /// By bond and instance; sorted, so that everything said of it has one order.
    private final Map<String, Post> posts = new TreeMap<>();

    public Board(Shared shared) {
        this.shared = shared;
    }

    /// @param down who of its own is in trouble, oldest first
    /// @param heads those of them that others may be part of
    /// @param well how many of its own are not
    /// @param families who hangs under an incident
    private record View(
            List<Trouble> down, List<Trouble> heads, int well, Map<IncidentId, Family> families) {}

    private record Family(List<String> members, int open) {
        static final Family NONE = new Family(List.of(), 0);
    }

    /// Takes what was pinned before, without a word.
    public void restore(Post post) {
        posts.put(post.place(), post);
    }

    public boolean empty() {
        return posts.isEmpty();
    }

    /// The notices that a post gives rise to.
    public List<Notice> take(Post post) {
        View before = view();
        Optional<Post> old = Optional.ofNullable(posts.get(post.place()));
        if (post.listed()) {
            posts.put(post.place(), post);
        } else {
            posts.remove(post.place());
        }
        View after = view();
        List<Notice> news = new ArrayList<>();
        if (post.listed() && old.isEmpty()) {
            Optional.of(notice(post, after)).filter(n -> !n.blank()).ifPresent(news::add);
        }
        posts.values().stream()
                .filter(p -> !p.place().equals(post.place()) || old.isPresent())
                .forEach(p -> changed(p, old.orElse(p), before, after).ifPresent(news::add));
        return news;
    }

    /// What is new to one that hung there before.
    ///
    /// @param old what the instance of the newest post had pinned before
    private Optional<Notice> changed(Post p, Post old, View before, View after) {
        boolean touched =
                switch (p.bond()) {
                    case NEEDS ->
                            !before.down().equals(after.down())
                                    || (before.well() == 0) != (after.well() == 0);
                    case IS ->
                            !before.heads().equals(after.heads())
                                    || !family(p, before).equals(family(p, after))
                                    || p.place().equals(old.place());
                };
        if (!touched) {
            return Optional.empty();
        }
        Notice then = notice(p.place().equals(old.place()) ? old : p, before);
        Notice now = notice(p, after);
        return now.equals(then) ? Optional.empty() : Optional.of(now);
    }

    private Notice notice(Post p, View view) {
        return switch (p.bond()) {
            case NEEDS -> said(p, first(view.down().stream()), view.well(), Family.NONE);
            case IS ->
                    said(
                            p,
                            first(view.heads().stream().filter(t -> !isOf(t, p))),
                            0,
                            family(p, view));
        };
    }

    private Notice said(Post p, List<Trouble> troubles, int well, Family family) {
        return new Notice(
                shared,
                p.instance(),
                p.bond(),
                troubles,
                Math.min(1, well),
                family.members(),
                family.open());
    }

    private static Family family(Post p, View view) {
        Trouble own = p.trouble();
        return own == null
                ? Family.NONE
                : view.families().getOrDefault(own.incident(), Family.NONE);
    }

    private static boolean isOf(Trouble t, Post p) {
        return p.trouble() != null && p.trouble().incident().equals(t.incident());
    }

    private static List<Trouble> first(Stream<Trouble> all) {
        return all.limit(TROUBLES).toList();
    }

    private View view() {
        Set<Trouble> own = new LinkedHashSet<>();
        Map<IncidentId, List<Post>> below = new HashMap<>();
        int well = 0;
        for (Post p : posts.values()) {
            Trouble t = p.trouble();
            well += p.bond() == Bond.IS && t == null ? 1 : 0;
            if (t != null && p.bond() == Bond.IS) {
                own.add(t);
            }
            if (t != null && !t.above().isEmpty()) {
                below.computeIfAbsent(t.above().getFirst(), _ -> new ArrayList<>()).add(p);
            }
        }
        List<Trouble> down = own.stream().sorted(Trouble.AGE).toList();
        return new View(down, heads(down), well, families(down, below));
    }

    /// The oldest of each cause, and the next that is too young to be part of it.
    private static List<Trouble> heads(List<Trouble> down) {
        List<Trouble> heads = new ArrayList<>();
        for (Trouble t : down) {
            if (heads.stream().noneMatch(h -> covers(h, t))) {
                heads.add(t);
            }
        }
        return heads;
    }

    private static boolean covers(Trouble head, Trouble t) {
        boolean joined = t.above().contains(head.incident());
        return joined
                || (head.cause().equals(t.cause())
                        && !head.recovering()
                        && !t.began().isAfter(head.began().plus(TOGETHER)));
    }

    private static Map<IncidentId, Family> families(
            List<Trouble> own, Map<IncidentId, List<Post>> below) {
        Map<IncidentId, Family> families = new HashMap<>();
        for (Trouble t : own) {
            List<Post> under = below.getOrDefault(t.incident(), List.of());
            if (!under.isEmpty()) {
                families.put(t.incident(), family(under));
            }
        }
        return families;
    }

    private static Family family(List<Post> under) {
        List<String> members =
                under.stream()
                        .map(Post::instance)
                        .map(InstanceId::toString)
                        .distinct()
                        .limit(MEMBERS)
                        .toList();
        long open =
                under.stream()
                        .filter(p -> p.bond() == Bond.IS)
                        .filter(p -> p.trouble() != null && !p.trouble().recovering())
                        .filter(p -> p.trouble() != null && p.trouble().hopeful())
                        .count();
        return new Family(members, (int) open);
    }
}

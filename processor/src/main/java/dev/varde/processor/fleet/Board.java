package dev.varde.processor.fleet;

import dev.varde.events.IncidentId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The board of one shared thing: takes posts, and says who should know what is new.
///
/// It says who is in trouble. Who hangs under whom each instance decides for its own incident, and
/// posts it; the board adds up who hangs under one of its own. A post costs the same however many
/// hang there, unless it is news for all of them.
public final class Board {
    /// Instances that fall of the same cause within this of the first are one incident.
    static final Duration TOGETHER = Duration.ofMinutes(5);

    private static final int TROUBLES = 8;

    private final Shared shared;

    /// By bond and instance, in an order that everything said of them goes by.
    private final Map<String, Post> posts = new TreeMap<>();

    private final Downs downs = new Downs();
    private final Map<IncidentId, Family> families = new HashMap<>();
    private final Map<String, Notice> told = new HashMap<>();
    private int well;
    private int instances;
    private boolean restoring;

    public Board(Shared shared) {
        this.shared = shared;
    }

    /// Takes what was pinned before, of which everybody has been told.
    public void restore(Post post) {
        restoring = true;
        replace(null, post);
    }

    public boolean empty() {
        return posts.isEmpty();
    }

    /// The notices that a post gives rise to.
    public List<Notice> take(Post post) {
        restored();
        List<Trouble> headsBefore = downs.heads();
        List<Trouble> firstBefore = downs.first(TROUBLES);
        boolean noneWell = well == 0;
        int instancesBefore = Crowd.about(instances);
        Post old = posts.get(post.place());
        replace(old, post);

        Set<Post> concerned = new LinkedHashSet<>(families(old));
        concerned.addAll(families(post));
        if (!headsBefore.equals(downs.heads()) || instancesBefore != Crowd.about(instances)) {
            concerned.addAll(all(Bond.IS));
        }
        if (!firstBefore.equals(downs.first(TROUBLES)) || noneWell != (well == 0)) {
            concerned.addAll(all(Bond.NEEDS));
        }
        if (post.listed()) {
            concerned.add(post);
        }
        return concerned.stream().flatMap(p -> news(p).stream()).toList();
    }

    private void restored() {
        if (restoring) {
            restoring = false;
            posts.values().forEach(p -> told.put(p.place(), notice(p)));
        }
    }

    private void replace(@Nullable Post old, Post post) {
        if (old != null) {
            posts.remove(old.place());
            count(old, -1);
        }
        if (post.listed()) {
            posts.put(post.place(), post);
            count(post, 1);
        } else {
            told.remove(post.place());
        }
    }

    private void count(Post post, int by) {
        Trouble t = post.trouble();
        if (post.bond() == Bond.IS) {
            instances += by;
            well += t == null ? by : 0;
        }
        if (t == null) {
            return;
        }
        if (post.bond() == Bond.IS) {
            downs.count(t, post.place(), by);
        }
        if (!t.above().isEmpty()) {
            IncidentId parent = t.above().getFirst();
            Family family = families.computeIfAbsent(parent, _ -> new Family());
            family.count(post, by);
            if (family.isEmpty()) {
                families.remove(parent);
            }
        }
    }

    /// Those of its own whose incident a post hangs under.
    private List<Post> families(@Nullable Post post) {
        if (post == null || post.trouble() == null || post.trouble().above().isEmpty()) {
            return List.of();
        }
        return downs.places(post.trouble().above().getFirst()).stream()
                .flatMap(place -> Stream.ofNullable(posts.get(place)))
                .toList();
    }

    private List<Post> all(Bond bond) {
        return posts.values().stream().filter(p -> p.bond() == bond).toList();
    }

    private List<Notice> news(Post post) {
        Notice now = notice(post);
        Notice before = told.put(post.place(), now);
        boolean known = before == null ? now.blank() : now.equals(before);
        return known ? List.of() : List.of(now);
    }

    private Notice notice(Post p) {
        return switch (p.bond()) {
            case NEEDS -> said(p, downs.first(TROUBLES), Math.min(1, well), List.of(), 0, null);
            case IS -> {
                Trouble own = p.trouble();
                Family family = own == null ? null : families.get(own.incident());
                yield said(
                        p,
                        others(own),
                        0,
                        family == null ? List.of() : family.members(),
                        family == null ? 0 : Math.min(1, family.open()),
                        shared.isService() && instances > 1 ? Crowd.about(instances) : null);
            }
        };
    }

    private List<Trouble> others(@Nullable Trouble own) {
        List<Trouble> others = new ArrayList<>(downs.heads());
        others.removeIf(t -> own != null && t.incident().equals(own.incident()));
        return others.subList(0, Math.min(TROUBLES, others.size()));
    }

    private Notice said(
            Post p,
            List<Trouble> troubles,
            int anyWell,
            List<String> members,
            int anyOpen,
            @Nullable Integer crowd) {
        return new Notice(
                shared, p.instance(), p.bond(), troubles, anyWell, members, anyOpen, crowd);
    }
}

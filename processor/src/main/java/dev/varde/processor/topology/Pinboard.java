package dev.varde.processor.topology;

import dev.varde.events.HostName;
import dev.varde.events.InstanceId;
import dev.varde.processor.fleet.Notice;
import dev.varde.processor.fleet.Pins;
import dev.varde.processor.fleet.Post;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// What this partition's instances have pinned to boards, and what boards have told them. A post
/// goes out when it says something new; what is kept of it is what went out.
final class Pinboard {
    private final Kept<Post> posts;
    private final Kept<Notice> notices;
    private final Consumer<Post> pin;
    private final Map<InstanceId, Map<String, Post>> pinned = new HashMap<>();
    private final Map<InstanceId, Map<String, Notice>> told = new HashMap<>();
    private final Map<InstanceId, Pins> last = new HashMap<>();

    Pinboard(Kept<Post> posts, Kept<Notice> notices, Consumer<Post> pin) {
        this.posts = posts;
        this.notices = notices;
        this.pin = pin;
        posts.all().forEach(p -> of(pinned, p.instance()).put(p.key(), p));
        notices.all().forEach(n -> of(told, n.to()).put(n.key(), n));
    }

    void heard(Notice notice) {
        if (notice.blank()) {
            notices.remove(notice.key());
            of(told, notice.to()).remove(notice.key());
        } else {
            notices.put(notice.key(), notice);
            of(told, notice.to()).put(notice.key(), notice);
        }
    }

    List<Notice> notices(InstanceId id) {
        return List.copyOf(told.getOrDefault(id, Map.of()).values());
    }

    void pin(Pins pins) {
        if (!pins.equals(last.put(pins.instance(), pins))) {
            pin(pins.instance(), pins.posts());
        }
    }

    /// Takes down all that an instance has pinned.
    void clear(InstanceId id) {
        last.remove(id);
        pin(id, List.of());
        of(told, id).keySet().forEach(notices::remove);
        told.remove(id);
        pinned.remove(id);
    }

    void clear(HostName host) {
        List.copyOf(pinned.keySet()).stream()
                .filter(id -> id.host().equals(host))
                .forEach(this::clear);
    }

    private void pin(InstanceId id, List<Post> now) {
        Map<String, Post> before = of(pinned, id);
        Map<String, Post> after = new LinkedHashMap<>();
        now.forEach(p -> after.put(p.key(), p));
        for (Post old : List.copyOf(before.values())) {
            if (!after.containsKey(old.key())) {
                posts.remove(old.key());
                pin.accept(old.down());
            }
        }
        after.values().stream()
                .filter(p -> !p.equals(before.get(p.key())))
                .forEach(p -> {
                    posts.put(p.key(), p);
                    pin.accept(p);
                });
        pinned.put(id, after);
    }

    private static <V> Map<String, V> of(Map<InstanceId, Map<String, V>> all, InstanceId id) {
        return all.computeIfAbsent(id, _ -> new LinkedHashMap<>());
    }
}

package dev.varde.processor.fleet;

import java.util.List;
import java.util.TreeMap;

/// Who hangs under one incident.
final class Family {
    private static final int NAMED = 500;

    /// By name, with how often it is counted: an instance may be bound in two ways.
    private final TreeMap<String, Integer> members = new TreeMap<>();

    private int open;

    void count(Post post, int by) {
        members.merge(post.instance().toString(), by, (a, b) -> a + b == 0 ? null : a + b);
        Trouble t = post.trouble();
        if (post.bond() == Bond.IS && t != null && !t.recovering() && t.hopeful()) {
            open += by;
        }
    }

    boolean isEmpty() {
        return members.isEmpty();
    }

    /// The first 500.
    List<String> members() {
        return members.keySet().stream().limit(NAMED).toList();
    }

    /// How many of the same service are down and may come back.
    int open() {
        return open;
    }
}

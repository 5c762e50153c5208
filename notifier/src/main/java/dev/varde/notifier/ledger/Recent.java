package dev.varde.notifier.ledger;

import java.util.LinkedHashMap;
import java.util.Map;

/// A map that forgets what was not asked for longest once it holds too much.
final class Recent<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1;

    private final int most;

    Recent(int most) {
        super(16, 0.75f, true);
        this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > most;
    }
}

package dev.varde.notifier.dispatch;

import dev.varde.notifier.delivery.Channel;
import dev.varde.notifier.delivery.Rate;
import dev.varde.notifier.delivery.Telling;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The configured ways to tell each receiver.
public final class Channels {
    private final Map<Key, Way> ways;

    public Channels(Map<Key, Way> ways) {
        this.ways = Map.copyOf(ways);
    }

    /// @param channel `mail` or `webhook`
    public record Key(String receiver, String channel) {}

    /// A channel, and how its receiver wants it used.
    ///
    /// @param rate the most it takes; null for as much as there is
    public record Way(Channel channel, Telling telling, @Nullable Rate rate) {}

    public Optional<Way> find(Key key) {
        return Optional.ofNullable(ways.get(key));
    }
}

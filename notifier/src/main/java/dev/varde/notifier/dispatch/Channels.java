package dev.varde.notifier.dispatch;

import dev.varde.notifier.delivery.Channel;
import java.util.Map;
import java.util.Optional;

/// The configured ways to tell each receiver.
public final class Channels {
    private final Map<Key, Channel> channels;

    public Channels(Map<Key, Channel> channels) {
        this.channels = Map.copyOf(channels);
    }

    /// @param channel `mail` or `webhook`
    public record Key(String receiver, String channel) {}

    public Optional<Channel> find(String receiver, String channel) {
        return Optional.ofNullable(channels.get(new Key(receiver, channel)));
    }
}

package dev.varde.notifier.routing;

/// The way a receiver is told.
public enum Medium {
    MAIL,
    WEBHOOK;

    /// The medium of a delivery's channel.
    ///
    /// @throws IllegalArgumentException when the channel tells nobody
    public static Medium of(String channel) {
        for (Medium medium : values()) {
            if (medium.channel().equals(channel)) {
                return medium;
            }
        }
        throw new IllegalArgumentException("nobody is told by " + channel);
    }

    /// The channel's name in a delivery.
    public String channel() {
        return switch (this) {
            case MAIL -> "mail";
            case WEBHOOK -> "webhook";
        };
    }
}

package dev.varde.notifier.routing;

/// The way a receiver is told.
public enum Medium {
    MAIL,
    WEBHOOK;

    /// The channel's name in a delivery.
    public String channel() {
        return switch (this) {
            case MAIL -> "mail";
            case WEBHOOK -> "webhook";
        };
    }
}

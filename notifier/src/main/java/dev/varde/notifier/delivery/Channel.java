package dev.varde.notifier.delivery;

import java.time.Instant;

/// A way to tell one receiver. Calls may block up to the channel's own time limit and come from
/// several threads.
public interface Channel {
    /// Never throws for what the receiver or the network does.
    Outcome send(Message message, Instant now);
}

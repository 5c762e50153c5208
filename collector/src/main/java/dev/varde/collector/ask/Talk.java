package dev.varde.collector.ask;

/// How to talk to a server at a place; a new conversation each time.
public interface Talk {
    Place place();

    /// @param doubted the last answer was not good, or there is a new process
    Conversation next(boolean doubted);
}

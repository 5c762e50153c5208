package dev.varde.notifier.delivery;

/// How much of what waits for a receiver has to be told one by one.
public enum Telling {
    /// Every revision in order, since a program reads them.
    EVERY_REVISION,
    /// Of each incident the newest revision, since the older ones say nothing that it does not;
    /// each incident by itself, since the receiver keeps a record of each.
    NEWEST,
    /// As [#NEWEST], and several incidents in one message where many wait.
    DIGEST
}

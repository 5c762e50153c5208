package dev.varde.events.wire;

/// A value that is not of the contract; it goes to the dead letters with this reason.
public final class Unreadable extends Exception {
    public Unreadable(String reason) {
        super(reason);
    }

    public Unreadable(String reason, Throwable cause) {
        super(reason, cause);
    }
}

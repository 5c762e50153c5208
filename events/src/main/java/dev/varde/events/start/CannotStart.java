package dev.varde.events.start;

/// Something on this machine keeps Varde from starting; the message says what and what to do.
public final class CannotStart extends Exception {
    public CannotStart(String message) {
        super(message);
    }

    public CannotStart(String message, Throwable cause) {
        super(message, cause);
    }
}

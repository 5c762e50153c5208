package dev.varde.notifier.template;

/// A template that cannot be read.
public final class BadTemplate extends Exception {
    private final int line;
    private final String reason;

    /// @param line of the template, from 1; 0 when it is not known
    BadTemplate(int line, String reason) {
        super(line + ": " + reason);
        this.line = line;
        this.reason = reason;
    }

    public int line() {
        return line;
    }

    public String reason() {
        return reason;
    }
}

package dev.varde.collector.redact;

/// A stretch of text that was looked at as a whole: hidden, or passed over when empty.
record Span(int from, int to) {
    /// Passes over what was looked at without hiding it.
    static Span pass(int to) {
        return new Span(to, to);
    }

    boolean hides() {
        return from < to;
    }
}

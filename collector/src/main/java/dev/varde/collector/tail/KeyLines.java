package dev.varde.collector.tail;

import dev.varde.collector.redact.PrivateKeys;
import dev.varde.collector.redact.Redactor;

/// Hides the lines inside a private key, which show nothing by themselves; all other secrets are
/// taken out line by line when an event is written.
final class KeyLines {
    static final int LONGEST = 120;

    private int left;

    boolean isInside() {
        return left > 0;
    }

    String shown(String text) {
        if (left > 0) {
            left = PrivateKeys.closes(text) ? 0 : left - 1;
            return Redactor.MASK;
        }
        if (PrivateKeys.opens(text)) {
            left = LONGEST;
        }
        return text;
    }
}

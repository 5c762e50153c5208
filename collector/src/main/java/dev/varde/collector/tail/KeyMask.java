package dev.varde.collector.tail;

import dev.varde.collector.redact.PrivateKeys;
import dev.varde.collector.redact.Redactor;

/// Takes out the lines inside a private key, which show nothing by themselves; all other secrets
/// are taken out line by line when an event is written.
final class KeyMask {
    /// A key that never ends does not hide the rest of the log.
    private static final int LONGEST_KEY = 120;

    private int left;

    String shown(String line) {
        if (left > 0) {
            left = PrivateKeys.closes(line) ? 0 : left - 1;
            return Redactor.MASK;
        }
        if (PrivateKeys.opens(line)) {
            left = LONGEST_KEY;
        }
        return line;
    }
}

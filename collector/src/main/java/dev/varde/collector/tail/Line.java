package dev.varde.collector.tail;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One line of a log.
///
/// @param offset of its first byte
/// @param text cleaned, at most [LineText#LONGEST] characters and a word about what was cut
/// @param time when it was written, where its container says so
record Line(long offset, String text, @Nullable Instant time) {
    Line(long offset, String text) {
        this(offset, text, null);
    }
}

package dev.varde.standalone.explain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A line of a log without what was put around it on its way.
///
/// @param number in its source, from 1
/// @param time when it was written, where it says so
/// @param host that it was written on, where it says so
/// @param speaker the program, container or pod that it says it is of
/// @param kernel whether it says that it is of the kernel
/// @param text the message
record TextLine(
        long number,
        @Nullable Instant time,
        @Nullable String host,
        @Nullable String speaker,
        @Nullable Integer pid,
        boolean kernel,
        String text) {
    static TextLine plain(long number, String text) {
        return new TextLine(number, null, null, null, null, false, text);
    }

    TextLine of(String speaker, String text) {
        return new TextLine(number, time, host, speaker, pid, kernel, text);
    }

    TextLine saying(String text) {
        return new TextLine(number, time, host, speaker, pid, kernel, text);
    }

    TextLine at(@Nullable Instant time, String text) {
        return new TextLine(
                number, time == null ? this.time : time, host, speaker, pid, kernel, text);
    }

    TextLine ofKernel(String text) {
        return new TextLine(number, time, host, speaker, pid, true, text);
    }
}

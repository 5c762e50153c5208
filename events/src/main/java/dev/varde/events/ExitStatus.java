package dev.varde.events;

import org.jspecify.annotations.Nullable;

/// How a process ended: by itself with a code, by a signal, or in a way nobody could read.
///
/// @param code exit code 0 to 255, or null
/// @param signal signal number from 1, or null
/// @param coreDumped whether the kernel wrote a core dump
/// @param unavailable why neither is known, or null
public record ExitStatus(
        @Nullable Integer code,
        @Nullable Integer signal,
        boolean coreDumped,
        @Nullable String unavailable) {
    public ExitStatus {
        int known =
                (code == null ? 0 : 1) + (signal == null ? 0 : 1) + (unavailable == null ? 0 : 1);
        if (known != 1) {
            throw new IllegalArgumentException(
                    "an exit status is a code, a signal or a reason why it is not known");
        }
    }

    public static ExitStatus exited(int code) {
        return new ExitStatus(code, null, false, null);
    }

    public static ExitStatus signalled(int signal, boolean coreDumped) {
        return new ExitStatus(null, signal, coreDumped, null);
    }

    public static ExitStatus unavailable(String why) {
        return new ExitStatus(null, null, false, why);
    }

    /// Reads a wait status as in wait(2): low seven bits the signal, 0x80 core dumped, next byte
    /// the code.
    public static ExitStatus ofWaitStatus(int status) {
        int signal = status & 0x7f;
        return signal == 0 ? exited((status >> 8) & 0xff) : signalled(signal, (status & 0x80) != 0);
    }

    public boolean isSignal(int number) {
        return signal != null && signal == number;
    }

    public boolean isCode(int number) {
        return code != null && code == number;
    }

    /// In words: `exit code 1`, `signal 9 (KILL)`, `exit status not available (…)`.
    public String inWords() {
        if (code != null) {
            return "exit code " + code;
        }
        return signal != null
                ? "signal " + Signals.name(signal) + (coreDumped ? ", core dumped" : "")
                : "exit status not available (" + unavailable + ")";
    }
}

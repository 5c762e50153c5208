package dev.varde.processor.diagnosis;

import dev.varde.events.ExitStatus;
import dev.varde.events.Signals;
import java.util.Set;

/// How a process ended, in the terms the rules need. Shells and containers report a child's signal
/// as exit code 128 + signal.
///
/// @param code the exit code, or -1
/// @param signal the signal, also when told by an exit code, or -1
/// @param dumped it left a core dump
public record Ending(int code, int signal, boolean dumped, String words) {
    private static final Set<Integer> TOLD_BY_CODE =
            Set.of(
                    Signals.INT,
                    Signals.QUIT,
                    Signals.ILL,
                    Signals.ABRT,
                    Signals.BUS,
                    Signals.FPE,
                    Signals.KILL,
                    Signals.SEGV,
                    Signals.TERM);
    private static final Set<Integer> ASKING =
            Set.of(Signals.TERM, Signals.INT, Signals.QUIT, Signals.HUP);
    private static final Set<Integer> CRASHING =
            Set.of(
                    Signals.SEGV,
                    Signals.BUS,
                    Signals.ILL,
                    Signals.FPE,
                    Signals.ABRT,
                    Signals.TRAP,
                    31);

    public static Ending of(ExitStatus status) {
        Integer code = status.code();
        Integer signal = status.signal();
        if (signal != null) {
            return new Ending(-1, signal, status.coreDumped(), status.inWords());
        }
        if (code == null) {
            return new Ending(-1, -1, false, status.inWords());
        }
        int told = TOLD_BY_CODE.contains(code - 128) ? code - 128 : -1;
        String words =
                told < 0
                        ? status.inWords()
                        : status.inWords() + ", which tells of signal " + Signals.name(told);
        return new Ending(code, told, false, words);
    }

    public boolean known() {
        return code >= 0 || signal >= 0;
    }

    public boolean success() {
        return code == 0;
    }

    /// By itself, with a code that says failure.
    public boolean failure() {
        return code > 0 && signal < 0;
    }

    public boolean killed() {
        return signal == Signals.KILL;
    }

    /// By a signal that asks a program to stop.
    public boolean asked() {
        return ASKING.contains(signal);
    }

    /// By a signal that a broken program brings on itself.
    public boolean crashed() {
        return CRASHING.contains(signal) || (dumped && signal != Signals.QUIT);
    }

    /// Whether the program may have ended because of something that it wrote: not when it was
    /// killed or asked from outside.
    public boolean ownDoing() {
        return !success() && !killed() && !asked();
    }
}

package dev.varde.events;

/// Linux signal numbers by name (signal(7); the same on x86-64 and arm64).
public final class Signals {
    public static final int HUP = 1;
    public static final int INT = 2;
    public static final int QUIT = 3;
    public static final int ILL = 4;
    public static final int TRAP = 5;
    public static final int ABRT = 6;
    public static final int BUS = 7;
    public static final int FPE = 8;
    public static final int KILL = 9;
    public static final int SEGV = 11;
    public static final int TERM = 15;

    private Signals() {}

    /// `9 (KILL)`, or the number alone where it has no common name.
    public static String name(int number) {
        String word =
                switch (number) {
                    case HUP -> "HUP";
                    case INT -> "INT";
                    case QUIT -> "QUIT";
                    case ILL -> "ILL";
                    case TRAP -> "TRAP";
                    case ABRT -> "ABRT";
                    case BUS -> "BUS";
                    case FPE -> "FPE";
                    case KILL -> "KILL";
                    case SEGV -> "SEGV";
                    case 13 -> "PIPE";
                    case 14 -> "ALRM";
                    case TERM -> "TERM";
                    case 24 -> "XCPU";
                    case 25 -> "XFSZ";
                    case 31 -> "SYS";
                    default -> "";
                };
        return word.isEmpty() ? Integer.toString(number) : number + " (" + word + ")";
    }
}

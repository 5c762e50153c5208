package dev.varde.processor.diagnosis;

/// The lines by which a program's life begins and by which it is asked to end.
public final class Beginnings {
    private Beginnings() {}

    /// Whether a program says that it begins; what it said before belongs to an earlier life.
    public static boolean in(String line) {
        return Text.in(Text.BEGINNING, line);
    }

    /// Whether somebody asks for a stop. After an end that is of something else.
    public static boolean stopAsked(String line) {
        return Text.in(Text.STOP_ASKED, line);
    }
}

package dev.varde.processor.diagnosis;

/// The lines by which a program's life begins.
public final class Beginnings {
    private Beginnings() {}

    /// Whether a program says that it begins; what it said before belongs to an earlier life.
    public static boolean in(String line) {
        return Text.in(Text.BEGINNING, line);
    }
}

package dev.varde.processor.diagnosis;

/// The lines by which one sees where in a log a program's life begins and ends.
public final class Landmarks {
    private Landmarks() {}

    /// Whether a program says that it begins; what it said before belongs to an earlier life.
    public static boolean begins(String line) {
        return Text.in(Text.BEGINNING, line);
    }

    /// Whether somebody asks for a stop. After an end that is of something else.
    public static boolean stopAsked(String line) {
        return Text.in(Text.STOP_ASKED, line);
    }

    /// Whether the line is one of a stack trace. Supervisors write that a program ended before they
    /// have read its last lines.
    public static boolean ofTrace(String line) {
        return line.startsWith("Traceback (") || (!line.isBlank() && Traces.ofTrace(line));
    }

    /// Whether its writer took what the line says for harmless: what it quotes did not happen here.
    public static boolean harmless(String line) {
        return Text.in(Text.HARMLESS, line);
    }
}

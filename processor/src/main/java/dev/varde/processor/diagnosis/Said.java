package dev.varde.processor.diagnosis;

import dev.varde.events.Cause;
import dev.varde.processor.knowledge.Wording;
import dev.varde.processor.knowledge.Wording.Weight;
import dev.varde.processor.knowledge.Wordings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A line that names a cause.
///
/// @param behind how many lines stand between it, or the trace it is of, and the end of its file
/// @param trace the trace it is of, where it is of the last one
record Said(Line line, Wording wording, int behind, Optional<Trace> trace) {
    /// More lines than these behind it show that the program went on.
    private static final int WENT_ON = 4;

    /// What is said in general terms stands behind what is said so few lines before it.
    private static final int VAGUE_LINES = 12;

    /// A program says that it gives up so near to why.
    private static final int NEAR = 5;

    /// What the lines of a file say, from one of them to its end.
    ///
    /// @param presumed leave out what does not show by itself that the program ended
    /// @param last the trace that the file ends with
    static List<Said> of(List<Line> file, Optional<Trace> last, int from, boolean presumed) {
        List<Said> all = new ArrayList<>();
        for (int i = from; i < file.size(); i++) {
            for (Wording wording : Wordings.KNOWN.in(file.get(i).text())) {
                Said said = of(file, i, wording, last);
                if (said.ofTheProgram() && (!presumed || said.showsTheEnd(file, i))) {
                    all.add(said);
                }
            }
        }
        return all;
    }

    private static Said of(List<Line> file, int i, Wording wording, Optional<Trace> last) {
        Optional<Trace> trace = last.filter(t -> i >= t.from() && i < t.end());
        int behind = trace.map(Trace::behind).orElse(file.size() - i - 1);
        return new Said(file.get(i), wording, behind, trace);
    }

    /// How far from the end it counts as said.
    int distance() {
        return behind + (wording.weight() == Weight.VAGUE ? VAGUE_LINES : 0);
    }

    /// Whether the program died of it for certain.
    boolean certain() {
        return wording.weight() == Weight.ENDS || trace.filter(Trace::last).isPresent();
    }

    /// Whether it is a reason, and the last that was written.
    boolean last() {
        return fails() && behind == 0 && !Text.in(Text.HARMLESS, line.text());
    }

    /// Not what one request met on its way, and not what a server writes of one of its clients.
    private boolean ofTheProgram() {
        boolean request =
                wording.weight() == Weight.HINTS && trace.filter(Trace::oneRequest).isPresent();
        return !request && !ofOneClient();
    }

    private boolean ofOneClient() {
        return Text.in(Text.ONE_STATEMENT, line.text())
                || (ofSessions() && Text.in(Text.ONE_SESSION, line.text()));
    }

    /// A schema is the same for all sessions.
    private boolean ofSessions() {
        return wording.cause().id().startsWith("database-")
                && !wording.cause().equals(Cause.DATABASE_SCHEMA_MISMATCH);
    }

    private boolean showsTheEnd(List<Line> file, int i) {
        if (wording.weight() == Weight.ENDS) {
            return !quoted(file.get(i).text());
        }
        if (trace.isPresent()) {
            return trace.get().ends(file.size())
                    || (fails() && !trace.get().oneRequest() && !wentOn(file, i));
        }
        String text = file.get(i).text();
        return (fails() || givesUp(file, i))
                && !survived(text)
                && !Text.in(Text.RETRIES, text)
                && !wentOn(file, i);
    }

    private static boolean givesUp(List<Line> file, int i) {
        return file.subList(Math.max(0, i - NEAR), Math.min(file.size(), i + NEAR + 1)).stream()
                .map(Line::text)
                .filter(t -> Text.in(Text.GIVES_UP, t))
                .anyMatch(t -> !Text.in(Text.HARMLESS, t) && !Text.in(Text.RETRIES, t));
    }

    /// Whether an ordinary line tells it of somebody else, or quotes it.
    private boolean quoted(String text) {
        long quotes =
                text.substring(0, wording.begin(text))
                        .chars()
                        .filter(c -> c == '\'' || c == '"')
                        .count();
        return Text.in(Text.ORDINARY, text) || (quotes % 2 == 1 && Text.in(Text.HARMLESS, text));
    }

    private boolean fails() {
        return wording.weight() == Weight.FAILS || wording.weight() == Weight.VAGUE;
    }

    /// A warning, or a line about one request.
    private boolean survived(String text) {
        return Text.in(Text.HARMLESS, text) || Text.in(Text.ONE_REQUEST, text);
    }

    private boolean wentOn(List<Line> file, int i) {
        return file.subList(i + 1, file.size()).stream()
                        .map(Line::text)
                        .filter(t -> !Text.in(Text.NOISE, t) && !Text.in(Text.RETRIES, t))
                        .filter(t -> !Traces.ofTrace(t))
                        .filter(t -> !wording.isIn(t))
                        .limit(WENT_ON)
                        .count()
                >= WENT_ON;
    }
}

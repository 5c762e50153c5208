package dev.varde.collector.tail;

import dev.varde.collector.tail.Grammar.Answer;
import dev.varde.collector.tail.Grammar.State;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/// A trace that may go on.
final class OpenTrace {
    /// What a line is to it.
    enum Claim {
        OWN,
        /// Of another writer, or slipped in between: it stays open.
        OTHERS,
        ENDED
    }

    private enum Style {
        UNKNOWN,
        /// Each line has the prefix of the first.
        PREFIXED,
        BARE
    }

    private static final int MOST_HELD = 16;
    private static final int MOST_UNPROVEN = 100;
    private static final int MOST_BETWEEN = 3;
    private static final int MOST_UNTIL_KNOWN = 10;
    private static final int MOST_OF_OTHERS = 200;

    private final Grammar grammar;
    private Prefix prefix;
    private final TraceText text = new TraceText();
    private final List<Line> lines = new ArrayList<>();
    private final List<Line> held = new ArrayList<>();
    private Style style;
    private int others;

    OpenTrace(Line first, Grammar grammar, Prefix prefix) {
        this.grammar = grammar;
        this.prefix = prefix;
        this.style = prefix.isEmpty() ? Style.BARE : Style.UNKNOWN;
        take(first);
    }

    /// The rest of a trace that had to be let through before its end: begins with its first line.
    OpenTrace rest(Line next) {
        OpenTrace rest = new OpenTrace(next, grammar, prefix);
        rest.style = style;
        rest.text.clear();
        rest.text.add(text.first());
        rest.text.add("… (goes on)");
        rest.text.add(next.text());
        return rest;
    }

    Claim claim(Line line) {
        if (held.size() >= MOST_HELD || lines.size() >= MOST_UNPROVEN) {
            return Claim.ENDED;
        }
        return switch (style) {
            case BARE -> bare(line);
            case PREFIXED -> prefixed(line);
            case UNKNOWN -> learning(line);
        };
    }

    private Claim bare(Line line) {
        if (isRecord(line)) {
            return slippedIn(line);
        }
        return take(line, line.text()) == Answer.ENDED ? Claim.ENDED : Claim.OWN;
    }

    private Claim prefixed(Line line) {
        OptionalInt column = prefix.end(line.text());
        if (column.isEmpty()) {
            return isOthers(MOST_OF_OTHERS);
        }
        return takeOwn(line, line.text().substring(column.getAsInt()));
    }

    private Claim takeOwn(Line line, String body) {
        if (Prefix.startsRecord(body) && !grammar.isInner(body)) {
            return endedByRecord();
        }
        return take(line, body) == Answer.ENDED ? Claim.ENDED : Claim.OWN;
    }

    /// In a log of records, what stands before the next one belongs to the trace.
    private Claim endedByRecord() {
        takeMessage();
        return Claim.ENDED;
    }

    /// The second line shows whether the prefix of the first one is that of the record or of each
    /// line.
    private Claim learning(Line line) {
        Prefix shared = prefix.sharedWith(line.text());
        boolean another = !shared.equals(prefix) && isOfAnother(line);
        if (another || (shared.isEmpty() && isRecord(line))) {
            return isOthers(MOST_UNTIL_KNOWN);
        }
        String body = line.text().substring(shared.end(line.text()).orElse(0));
        Answer answer = take(line, body);
        if (answer == Answer.TAKEN) {
            style = shared.isEmpty() ? Style.BARE : Style.PREFIXED;
            prefix = shared;
        }
        return answer == Answer.ENDED ? Claim.ENDED : Claim.OWN;
    }

    private boolean isRecord(Line line) {
        return Prefix.startsRecord(line.text()) && !grammar.isInner(line.text());
    }

    private boolean isOfAnother(Line line) {
        return prefix.isLike(line.text()) && !grammar.isInner(line.text());
    }

    /// A record of another thread between two lines: only where it says nothing that matters, for
    /// else it may be the beginning of another trace.
    private Claim slippedIn(Line line) {
        boolean between =
                grammar.state() != State.COMPLETE
                        && Grammar.startedBy(line.text()).isEmpty()
                        && !Matters.matters(line.text());
        return between ? isOthers(MOST_BETWEEN) : endedByRecord();
    }

    private Claim isOthers(int most) {
        return ++others > most ? Claim.ENDED : Claim.OTHERS;
    }

    private Answer take(Line line, String body) {
        Answer answer = grammar.next(body);
        switch (answer) {
            case TAKEN -> {
                List<Line> waited = List.copyOf(held);
                held.clear();
                waited.forEach(this::take);
                take(line);
                others = 0;
            }
            case HELD -> held.add(line);
            case ENDED -> {}
        }
        return answer;
    }

    /// Once it is a trace, only its first line is needed again.
    private void take(Line line) {
        text.add(line.text());
        if (lines.isEmpty() || !grammar.state().isTrace()) {
            lines.add(line);
        }
    }

    /// A pause shows that the lines behind an exception are the rest of its message.
    void takeMessage() {
        while (!held.isEmpty() && held.getLast().text().isBlank()) {
            held.removeLast();
        }
        if (grammar.state() == State.COMPLETE) {
            held.forEach(this::take);
            held.clear();
        }
    }

    /// Whether the line goes on with this trace although it was let through.
    boolean goesOnWith(Line line) {
        OptionalInt column = style == Style.PREFIXED ? prefix.end(line.text()) : OptionalInt.of(0);
        if (grammar.state() == State.COMPLETE || column.isEmpty()) {
            return false;
        }
        String body = line.text().substring(column.getAsInt());
        return grammar.isInner(body) && grammar.next(body) == Answer.TAKEN;
    }

    State state() {
        return grammar.state();
    }

    Line first() {
        return lines.getFirst();
    }

    List<String> text() {
        return text.lines();
    }

    /// What has to be looked at again when this turns out to be no trace, or behind it.
    List<Line> left() {
        if (grammar.state().isTrace()) {
            return List.copyOf(held);
        }
        List<Line> all = new ArrayList<>(lines);
        all.addAll(held);
        return all;
    }
}

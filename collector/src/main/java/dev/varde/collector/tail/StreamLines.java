package dev.varde.collector.tail;

import dev.varde.collector.tail.ContainerFormat.Piece;
import dev.varde.events.LogFact.LogKind;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The lines of one writer: of a file, or of one of the two streams of a container. Joins lines
/// that came in pieces, then those of stack traces.
final class StreamLines {
    private static final int LONGEST = 128 << 10;
    private static final int MOST_OF_OTHERS = 100;

    /// The pieces of a line so far.
    private static final class Pieces {
        private final long offset;
        private final Instant time;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private long total;

        Pieces(long offset, Instant time) {
            this.offset = offset;
            this.time = time;
        }

        void add(RawLine piece) {
            int kept = Math.min(piece.length(), LONGEST - bytes.size());
            bytes.write(piece.bytes(), piece.from(), kept);
            total += piece.total();
        }

        RawLine line() {
            return new RawLine(offset, bytes.toByteArray(), 0, bytes.size(), total);
        }
    }

    /// Takes each whole line.
    interface Whole {
        void line(RawLine line, @Nullable Instant time);
    }

    private final TraceJoiner.Out out;
    private final TraceJoiner joiner;
    private @Nullable Pieces pieces;
    private int others;

    StreamLines(TraceJoiner.Out out) {
        this.out = out;
        this.joiner = new TraceJoiner(out);
    }

    /// @param whole takes the line once its last piece has come
    void take(Piece piece, Whole whole) {
        Pieces before = pieces;
        if (before == null && !piece.goesOn()) {
            whole.line(piece.line(), piece.time());
            return;
        }
        Pieces all = before == null ? new Pieces(piece.line().offset(), piece.time()) : before;
        all.add(piece.line());
        pieces = piece.goesOn() ? all : null;
        if (!piece.goesOn()) {
            whole.line(all.line(), all.time);
        }
    }

    /// Takes a line that goes on for whole.
    void endPieces(Whole whole) {
        Pieces before = pieces;
        pieces = null;
        if (before != null) {
            whole.line(before.line(), before.time);
        }
    }

    void feed(Line line) {
        others = 0;
        joiner.feed(line);
    }

    /// A line that its logger wrote as JSON is a whole record by itself.
    void feed(Line line, StructuredLine structured) {
        others = 0;
        joiner.forgetLine();
        if (!structured.matters()) {
            return;
        }
        if (structured.stack().isEmpty()) {
            out.matched(LogKind.LINE, line, List.of(line.text()));
            return;
        }
        TraceText text = new TraceText();
        text.add(line.text());
        KeyLines keys = new KeyLines();
        structured.stack().forEach(stacked -> text.add(keys.shown(stacked)));
        out.matched(LogKind.STACK_TRACE, line, text.lines());
    }

    /// Another stream of the same file says something: this one is not waited for without end.
    void otherSpoke() {
        if (isBusy() && ++others > MOST_OF_OTHERS) {
            others = 0;
            joiner.flush();
        }
    }

    boolean isBusy() {
        return pieces != null || joiner.isBusy();
    }

    boolean goesOnWith(Line line) {
        return joiner.goesOnWith(line);
    }

    /// What stood before the next line is not known.
    void forgetLine() {
        joiner.forgetLine();
    }

    boolean settle(Duration idle) {
        return joiner.settle(idle) && pieces == null;
    }

    void flush() {
        joiner.flush();
    }

    long undecidedFrom(long otherwise) {
        Pieces open = pieces;
        return joiner.undecidedFrom(open == null ? otherwise : open.offset);
    }
}

package dev.varde.collector.tail;

import dev.varde.collector.tail.ContainerFormat.Piece;
import java.nio.charset.Charset;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads the bytes of one log: what matters goes out, stack traces joined.
///
/// Lines that hold nothing notable are passed over as bytes. One that is notable is made text, with
/// the line before it and those behind it as long as something waits for them. What a container
/// runtime wrapped around the lines is taken off; the first lines tell its format. Not thread-safe.
final class LogScanner implements Splitter.Lines {
    private final StreamLines output;
    private final StreamLines error;
    private final Passed passed = new Passed();
    private @Nullable LogScanner before;
    private boolean beforeIsRead;
    private long wentOnAt = -1;
    private Splitter splitter;
    private Wrapping wrapping = new Wrapping();
    private KeyLines keys = new KeyLines();
    private boolean begun;

    /// @param start offset of the first byte that will be fed
    LogScanner(long start, TraceJoiner.Out out) {
        this.output = new StreamLines(out);
        this.error = new StreamLines(out);
        this.splitter = new LineSplitter(start, this);
    }

    /// The file begins in this character set, which its first bytes told.
    LogScanner in(Charset charset) {
        splitter = new WideSplitter(charset, splitter.start() & ~1L, this);
        return this;
    }

    /// A trace that is open in the log before this one may go on in this.
    ///
    /// @param read whether that one is read on, as it is when it was rotated away; nobody else lets
    ///   through what waits in one that was truncated
    LogScanner after(LogScanner rotated, boolean read) {
        rotated.letBeforeGo();
        before = rotated;
        beforeIsRead = read;
        return this;
    }

    /// Takes what stands behind the last newline for a line.
    void endPartial() {
        splitter.endPartial();
    }

    /// What will be fed goes on with what stands before it.
    LogScanner behind(LastLines context) {
        wrapping = context.wrapping();
        keys = context.keys();
        return this;
    }

    void feed(byte[] chunk, int length) {
        if (!begun && splitter.start() == 0 && length > 0) {
            begun = true;
            WideSplitter.told(chunk, length).ifPresent(this::in);
        }
        splitter.feed(chunk, length);
    }

    @Override
    public boolean wantsEach() {
        return wrapping.isUntold() || keys.isInside() || before != null || waits();
    }

    @Override
    public void passed(byte[] bytes, int from, int to, long end) {
        passed.add(bytes, from, to, end);
    }

    @Override
    public void line(RawLine raw) {
        wrapping.hear(raw);
        if (!passed.isEmpty()) {
            lookBack();
        }
        Optional<Piece> piece = wrapping.format().unwrap(raw);
        if (piece.isEmpty()) {
            whole(output, raw, null);
            error.otherSpoke();
            return;
        }
        StreamLines stream = piece.get().error() ? error : output;
        stream.take(piece.get(), (line, time) -> whole(stream, line, time));
        (stream == output ? error : output).otherSpoke();
    }

    /// Lines were passed over: the last one of each stream may be the first of a trace whose second
    /// comes now.
    private void lookBack() {
        ContainerFormat format = wrapping.format();
        output.forgetLine();
        error.forgetLine();
        Set<StreamLines> found = new HashSet<>();
        for (RawLine raw : passed.take()) {
            Optional<Piece> piece = format.unwrap(raw);
            StreamLines stream = piece.isPresent() && piece.get().error() ? error : output;
            RawLine line = piece.map(Piece::line).orElse(raw);
            if (found.add(stream) && StructuredLine.of(line).isEmpty()) {
                stream.feed(
                        new Line(raw.offset(), line.text(), piece.map(Piece::time).orElse(null)));
            }
            if (format == ContainerFormat.NONE) {
                return;
            }
        }
    }

    private void whole(StreamLines stream, RawLine raw, @Nullable Instant time) {
        boolean secret = keys.isInside();
        String text = keys.shown(raw.text());
        Line line = new Line(raw.offset(), text, time);
        if (goesOnBefore(stream == error, line)) {
            return;
        }
        Optional<StructuredLine> json = secret ? Optional.empty() : StructuredLine.of(raw);
        json.ifPresentOrElse(structured -> stream.feed(line, structured), () -> stream.feed(line));
    }

    private boolean goesOnBefore(boolean ofError, Line line) {
        LogScanner rotated = before;
        if (rotated == null) {
            return false;
        }
        if ((ofError ? rotated.error : rotated.output).goesOnWith(line)) {
            wentOnAt = wentOnAt < 0 ? line.offset() : wentOnAt;
            return true;
        }
        letBeforeGo();
        return false;
    }

    /// Lets through what has waited long enough for lines that do not come.
    ///
    /// @param idle for how long nothing has come
    /// @return whether nothing waits any more
    boolean settle(Duration idle) {
        if (idle.compareTo(TraceJoiner.TRACE) >= 0) {
            endPieces();
        }
        LogScanner rotated = before;
        boolean settled = rotated == null || beforeIsSettled(rotated, idle);
        before = settled ? null : rotated;
        boolean outputSettled = output.settle(idle);
        boolean errorSettled = error.settle(idle);
        return settled && outputSettled && errorSettled;
    }

    private boolean beforeIsSettled(LogScanner rotated, Duration idle) {
        return beforeIsRead
                ? !rotated.waits() || idle.compareTo(TraceJoiner.UNFINISHED) >= 0
                : rotated.settle(idle);
    }

    private boolean waits() {
        return output.isBusy() || error.isBusy();
    }

    /// Takes the last line for complete, and lets through all that waits.
    void end() {
        endPartial();
        endPieces();
        flush();
    }

    private void endPieces() {
        for (StreamLines stream : List.of(output, error)) {
            stream.endPieces((line, time) -> whole(stream, line, time));
        }
    }

    /// Lets through all that waits for more lines; what has no newline yet is not touched.
    void flush() {
        letBeforeGo();
        output.flush();
        error.flush();
    }

    private void letBeforeGo() {
        LogScanner rotated = before;
        before = null;
        if (rotated != null && !beforeIsRead) {
            rotated.flush();
        }
    }

    /// Up to where everything is decided.
    long decided() {
        boolean waits = before != null && wentOnAt >= 0;
        long from = waits ? wentOnAt : splitter.start();
        return error.undecidedFrom(output.undecidedFrom(from));
    }
}

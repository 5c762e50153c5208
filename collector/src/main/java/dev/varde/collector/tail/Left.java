package dev.varde.collector.tail;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/// A content that was followed and is not open now: where to go on when it is found again, in the
/// same file or in a copy.
///
/// @param acknowledged where a later run has to begin while something is not acknowledged
/// @param end where this run goes on
/// @param checkedAt an offset, not before that of `end`, up to which the content is known
/// @param before what stands before it
/// @param size how much there was to read when it was last seen; -1 when not known
record Left(
        Position acknowledged,
        Position end,
        long checkedAt,
        Fingerprint before,
        long size,
        Unacknowledged waiting) {
    /// As the run before left it.
    static Left byRunBefore(Position position) {
        return new Left(
                position,
                position,
                position.checkedAt(),
                position.before(),
                -1,
                new Unacknowledged());
    }

    /// A packed file of which nothing can be read.
    static Left unread(Found file) {
        FileKey key = file.key();
        Identity identity = Identity.of(key, 0);
        Position nowhere =
                new Position(
                        file.path().toString(),
                        key.device(),
                        key.inode(),
                        0,
                        0,
                        0,
                        0,
                        identity.origin(),
                        0,
                        0,
                        file.stat().modified().toEpochMilli(),
                        true,
                        null);
        return byRunBefore(nowhere);
    }

    /// Reading it failed: whether it has grown is not known.
    Left unknownSize() {
        return new Left(acknowledged, end, checkedAt, before, -1, waiting);
    }

    FileKey key() {
        return end.key();
    }

    Path path() {
        return Path.of(end.path());
    }

    Instant modified() {
        return Instant.ofEpochMilli(end.modified());
    }

    Position position() {
        return waiting.isEmpty() ? end : acknowledged;
    }

    /// Whether this is the content, as far as it has been read, or more of it.
    boolean isIn(Content content) throws IOException {
        return content.size() >= checkedAt
                && end.print().isHeadOf(content)
                && before.isBefore(content, checkedAt);
    }

    /// Whether anything is known of the content.
    boolean isRecognisable() {
        return checkedAt > 0 || end.print().length() > 0;
    }

    /// Whether it can be told in another file from contents that begin alike: positions of earlier
    /// versions say nothing of what stands before the offset.
    boolean isMarked() {
        return checkedAt == 0 ? end.print().length() > 0 : before.length() > 0;
    }

    /// Whether enough is known of the content to find it under any name: two logs that begin alike
    /// seldom have the same 64 bytes at the same place later too.
    boolean isDistinct() {
        return end.print().isWholeHead()
                && before.length() == Fingerprint.TAIL
                && checkedAt >= Fingerprint.HEAD + Fingerprint.TAIL;
    }

    Follower.From from() {
        return new Follower.From(end.offset(), end.identity(), waiting, 0);
    }

    /// Whether the file is as it was when all of it had been read.
    boolean isAt(Found file) {
        return RotatedName.Packing.of(file.path()).isPresent()
                ? end.modified() == file.stat().modified().toEpochMilli()
                : end.offset() == file.stat().size();
    }

    boolean isUnchangedIn(Found file) {
        return size == file.stat().size()
                && end.modified() == file.stat().modified().toEpochMilli();
    }

    /// In a copy that ends before where the content was read to.
    Follower.From fromNotBehind(long size) {
        return new Follower.From(Math.min(size, end.offset()), end.identity(), waiting, 0);
    }
}

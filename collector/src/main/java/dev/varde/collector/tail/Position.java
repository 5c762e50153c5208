package dev.varde.collector.tail;

import org.jspecify.annotations.Nullable;

/// How far a file has been read and everything that mattered acknowledged, and how to know it
/// again. Files written by earlier versions lack the last six.
///
/// @param fingerprintLength of the file's beginning
/// @param fingerprint checksum of the beginning
/// @param incarnation tells apart what stood in one file before and after a truncation; epoch
///   milliseconds of when the content was first seen
/// @param origin what the ids of its events begin with, which stays the same when the content is
///   found again in another file; null when it follows from device, inode and incarnation
/// @param markerLength of what stands before `markedAt`; 0 when not known
/// @param marker checksum of what stands before `markedAt`
/// @param modified when the file was last written as far as was seen, epoch milliseconds by the
///   file system's clock; 0 when not known
/// @param done whether it was rotated away, read to its end and acknowledged: nobody looks for it
/// @param markedAt where the marker ends, at the offset or behind it; null when at the offset
record Position(
        String path,
        long device,
        long inode,
        int fingerprintLength,
        long fingerprint,
        long offset,
        long incarnation,
        @Nullable String origin,
        int markerLength,
        long marker,
        long modified,
        boolean done,
        @Nullable Long markedAt) {
    FileKey key() {
        return new FileKey(device, inode);
    }

    Fingerprint print() {
        return new Fingerprint(fingerprintLength, fingerprint);
    }

    Fingerprint before() {
        return new Fingerprint(markerLength, marker);
    }

    /// Up to where the content is known.
    long checkedAt() {
        return markedAt == null ? offset : markedAt;
    }

    Position finished() {
        return new Position(
                path,
                device,
                inode,
                fingerprintLength,
                fingerprint,
                offset,
                incarnation,
                origin,
                markerLength,
                marker,
                modified,
                true,
                markedAt);
    }

    Identity identity() {
        String own = origin;
        return own == null ? Identity.of(key(), incarnation) : new Identity(own, incarnation);
    }
}

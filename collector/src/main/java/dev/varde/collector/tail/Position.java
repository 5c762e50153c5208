package dev.varde.collector.tail;

/// How far a file has been read and everything that mattered acknowledged.
///
/// @param incarnation tells apart what stood in one file before and after a truncation; epoch
///   milliseconds of when the content was first seen
record Position(
        String path,
        long device,
        long inode,
        int fingerprintLength,
        long fingerprint,
        long offset,
        long incarnation) {
    FileKey key() {
        return new FileKey(device, inode);
    }

    Fingerprint print() {
        return new Fingerprint(fingerprintLength, fingerprint);
    }
}

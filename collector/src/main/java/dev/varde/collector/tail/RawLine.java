package dev.varde.collector.tail;

/// The bytes of one line without its newline, as a view of a buffer: not to be kept.
///
/// @param offset of its first byte in the file
/// @param total bytes the line had, of which not all may be there
@SuppressWarnings("ArrayRecordComponent") // a view, never compared
record RawLine(long offset, byte[] bytes, int from, int to, long total) {
    int length() {
        return to - from;
    }

    boolean isWhole() {
        return total <= length();
    }

    String text() {
        return LineText.of(bytes, from, to, total);
    }
}

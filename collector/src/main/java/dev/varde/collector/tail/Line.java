package dev.varde.collector.tail;

/// One line of a file.
///
/// @param offset of its first byte
/// @param end of the byte behind its newline
/// @param text cleaned, at most [LineText#LONGEST] characters and a word about what was cut
record Line(long offset, long end, String text) {}

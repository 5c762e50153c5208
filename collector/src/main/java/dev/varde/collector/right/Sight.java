package dev.varde.collector.right;

/// Whether one source can be read now.
///
/// @param source as a blind spot names it
/// @param what what was found, in words
public record Sight(Right right, String source, Standing standing, String what) {
    /// How far it can be read.
    public enum Standing {
        SEEN,
        /// Read in part: enough to work with, less than there could be.
        DIM,
        BLIND,
        /// Only using it would tell.
        UNKNOWN
    }

    static Sight of(Right right, Standing standing, String what) {
        return new Sight(right, right.source(), standing, what);
    }
}

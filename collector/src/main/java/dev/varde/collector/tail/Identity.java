package dev.varde.collector.tail;

/// What tells the lines of one content from all others: their ids begin with it. It is saved before
/// anything of the content is told, so that a run that follows a kill uses the same one.
///
/// @param origin at most 100 characters
/// @param incarnation as in [Position]
record Identity(String origin, long incarnation) {
    static Identity of(FileKey key, long incarnation) {
        return new Identity(
                Long.toHexString(key.device())
                        + "-"
                        + key.inode()
                        + "-"
                        + Long.toHexString(incarnation),
                incarnation);
    }

    /// For what stands in the file now, instead of what had this identity.
    Identity next(FileKey key, long now) {
        return of(key, Math.max(incarnation + 1, now));
    }
}

package dev.varde.collector.tail;

/// What a container runtime wrapped around the lines of one log, as its first lines tell.
final class Wrapping {
    private static final int TELLING_LINES = 5;

    private ContainerFormat format = ContainerFormat.NONE;
    private int untold = TELLING_LINES;

    /// Whether the next line may tell.
    boolean isUntold() {
        return untold > 0;
    }

    ContainerFormat format() {
        return format;
    }

    void hear(RawLine line) {
        if (untold > 0) {
            format = ContainerFormat.of(line);
            untold = format == ContainerFormat.NONE ? untold - 1 : 0;
        }
    }
}

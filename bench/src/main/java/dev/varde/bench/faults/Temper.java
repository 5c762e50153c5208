package dev.varde.bench.faults;

/// How a receiver behaves.
enum Temper {
    STEADY,
    /// Answers 500 to the first attempt of every third message.
    MOODY,
    /// Takes 20 to 80 ms for each message.
    SLOW;

    boolean refuses(String id, int attempt) {
        return this == MOODY && attempt == 1 && Math.floorMod(id.hashCode(), 3) == 0;
    }

    long millis(String id) {
        return this == SLOW ? 20 + Math.floorMod(id.hashCode(), 60) : 0;
    }
}

package dev.varde.bench.faults;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/// What the broker and its clients say of themselves is not what a benchmark prints.
final class Quiet {
    private static final List<Logger> LOUD =
            List.of(
                    Logger.getLogger("org.apache.kafka"),
                    Logger.getLogger("kafka"),
                    Logger.getLogger("state"));

    private Quiet() {}

    static void kafka() {
        LOUD.forEach(l -> l.setLevel(Level.SEVERE));
    }
}
